package org.printfarm.host.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.api.Loadout;
import org.printfarm.api.driver.Tray;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.Code;
import org.printfarm.host.dispatch.match.MergedTrays;
import org.printfarm.host.dispatch.match.Requirements.Filament;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the printers of one pool show of its machines. Kept on the disk: what a slicer mapped to before a restart keeps its place.
 */
final class MergedView {

    /** Under which the places are kept, among what drivers keep about machines. */
    private static final String KEY = "merged-trays";

    private static final Logger LOG = LoggerFactory.getLogger(MergedView.class);

    private final String pool;
    private final DispatchStore store;
    private final Map<String, List<Tray>> lastTold = new HashMap<>();

    /** Empty before what was kept is read. */
    private volatile Optional<MergedTrays> trays = Optional.empty();

    MergedView(String pool, DispatchStore store) {
        this.pool = pool;
        this.store = store;
    }

    /** What is shown. Any thread. */
    MergedTrays trays() {
        return trays.orElse(MergedTrays.NONE);
    }

    /** The pool's machines have this loaded: what is shown from now on, if that is something else. On the deciding thread. */
    Optional<List<Tray>> loaded(List<Candidate> members) {
        MergedTrays before = trays.orElseGet(this::kept);
        members.stream()
                .filter(member -> !member.trays().isEmpty())
                .forEach(member -> lastTold.put(member.id(), member.trays()));
        List<List<Tray>> loaded =
                new ArrayList<>(members.stream().flatMap(this::told).toList());
        if (members.stream().anyMatch(MergedView::isNotReached)) {
            // What it had before the start may be there yet.
            loaded.add(before.trays());
        }
        MergedTrays next = before.next(loaded, Loadout.MAX_UNITS);
        boolean isNew = !trays.equals(Optional.of(next));
        trays = Optional.of(next);
        if (!next.equals(before)) {
            keep(next);
        }
        return isNew ? Optional.of(next.trays()) : Optional.empty();
    }

    private Stream<List<Tray>> told(Candidate member) {
        return Optional.ofNullable(lastTold.get(member.id())).stream();
    }

    private static boolean isNotReached(Candidate member) {
        return member.waits().filter(why -> why.code() == Code.NOT_REACHED).isPresent();
    }

    private MergedTrays kept() {
        try {
            Optional<String> kept = store.recall(pool, KEY);
            return kept.map(Wishes::of).map(MergedView::trays).orElse(MergedTrays.NONE);
        } catch (StoreException e) {
            LOG.error("pool={} view=forgotten reason=STORAGE", pool, e);
            return MergedTrays.NONE;
        }
    }

    private static MergedTrays trays(Map<Integer, Filament> places) {
        List<Optional<Filament>> all = new ArrayList<>();
        int last = places.keySet().stream().mapToInt(place -> place).max().orElse(-1);
        for (int place = 0; place <= last; place++) {
            all.add(Optional.ofNullable(places.get(place)));
        }
        return new MergedTrays(all);
    }

    private void keep(MergedTrays next) {
        try {
            store.remember(pool, KEY, Wishes.json(next.byPlace()).orElse(""));
        } catch (StoreException e) {
            LOG.error("pool={} view=unkept reason=STORAGE", pool, e);
        }
    }
}
