package org.printfarm.host.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.job.store.HostStore.Owner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which hosts came and went, and what has another host than before. What is so when it is told first is no news. One thread, but
 * for {@link #tell}.
 */
final class HostNews {

    private static final Logger LOG = LoggerFactory.getLogger(HostNews.class);

    private final List<HostListener> listeners = new CopyOnWriteArrayList<>();

    /** The id of the host that has something, or that had it last. */
    private final Map<String, String> holders = new HashMap<>();

    private @Nullable Set<String> living;
    private boolean isKnown;

    private record Way(String from, String to, String why) {}

    /** Tells somebody from now on. Any thread. */
    void tell(HostListener listener) {
        listeners.add(listener);
    }

    /** The id of the host that has something, or that had it last; empty when that is not known. */
    Optional<String> holder(String what) {
        return Optional.ofNullable(holders.get(what));
    }

    /**
     * These hosts live.
     *
     * @param now ids
     * @param names of all that ever were
     */
    void hosts(Set<String> now, Map<String, String> names) {
        Set<String> before = living == null ? now : living;
        living = Set.copyOf(now);
        changes(now, before).forEach(id -> host(names.getOrDefault(id, id), true));
        changes(before, now).forEach(id -> host(names.getOrDefault(id, id), false));
    }

    private static Set<String> changes(Set<String> some, Set<String> others) {
        Set<String> only = new HashSet<>(some);
        only.removeAll(others);
        return only;
    }

    private void host(String name, boolean works) {
        LOG.info("hosts={} host={}", works ? "came" : "gone", name);
        listeners.forEach(listener -> listener.host(name, works));
    }

    /** These have something; {@code names} as above. */
    void owners(Map<String, Owner> now, Map<String, String> names) {
        Map<Way, List<String>> moved = new LinkedHashMap<>();
        now.values().stream().filter(Owner::isHeld).forEach(owner -> {
            String before = holders.put(owner.what(), owner.host());
            if (isKnown && !owner.host().equals(before)) {
                Way way = new Way(
                        before == null ? "" : names.getOrDefault(before, before),
                        names.getOrDefault(owner.host(), owner.host()),
                        owner.why());
                moved.computeIfAbsent(way, one -> new ArrayList<>()).add(owner.what());
            }
        });
        isKnown = true;
        moved.forEach(this::moved);
    }

    private void moved(Way way, List<String> what) {
        LOG.info(
                "hosts=moved what={} from={} to={} because \"{}\"",
                what,
                way.from.isEmpty() ? "nobody" : way.from,
                way.to,
                way.why);
        listeners.forEach(listener -> what.forEach(one -> listener.moved(one, way.from, way.to, way.why)));
    }
}
