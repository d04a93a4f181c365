package org.printfarm.host.address;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.printfarm.host.address.AddressState.Kind;
import org.printfarm.host.config.AddressRules;
import org.printfarm.host.config.AddressRules.AtEnd;
import org.printfarm.host.files.Uptime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may be done with addresses: those of the pool are made on the configured card when nobody answers for them, and of these,
 * those that were made here are removed again. Any thread; while the network is asked, nobody else waits.
 */
final class AddressWork implements AutoCloseable {

    /** How long somebody who has an address may take to say so, seconds. Source: RFC 5227, 2.1.1. */
    private static final int PROBE_SECONDS = 2;

    /** Among hosts of which only one may have it, and which are to take over quickly. */
    private static final int LEASED_PROBE_SECONDS = 1;

    /** Between two looks at the clock: little beside the shortest lease, 5 s. */
    private static final long SWITCH_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(AddressWork.class);

    private final Supplier<AddressRules> rules;
    private final Aliases aliases;
    private final AddressLook look;
    private final DeadManSwitch lease = new DeadManSwitch();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dead-man-switch");
        thread.setDaemon(true);
        return thread;
    });

    /** By who holds them: a connection each. */
    private final Map<Object, Set<Inet4Address>> held = new HashMap<>();

    /** Addresses that were held here, which may be removed also when the pool is another by now. */
    private final Set<String> everHeld = new HashSet<>();

    /** What the farm's file said last: when time is over, no file is waited for. */
    private AddressRules known;

    private String trouble = "";

    /**
     * Does nothing yet.
     *
     * @param rules what the farm's file says now
     */
    AddressWork(Supplier<AddressRules> rules, Aliases aliases) {
        this.rules = rules;
        this.known = rules.get();
        this.aliases = aliases;
        this.look = new AddressLook(aliases);
    }

    /** Tells how it stands with each address, and changes nothing. */
    Map<Inet4Address, AddressState> probe(Collection<Inet4Address> addresses) {
        return look.at(addresses, rules.get(), PROBE_SECONDS);
    }

    /**
     * Makes addresses that are missing, and removes others that were made here and that nobody holds.
     *
     * @param holder whose they are; it holds no others from now on
     * @param addresses all that it wants
     */
    Map<Inet4Address, AddressState> hold(Object holder, Collection<Inet4Address> addresses) {
        AddressRules now = rules.get();
        int seconds = claim(holder, addresses, now);
        Map<Inet4Address, AddressState> states = look.at(addresses, now, seconds);
        List<Inet4Address> free = states.entrySet().stream()
                .filter(state -> state.getValue().kind() == Kind.FREE)
                .map(Map.Entry::getKey)
                .toList();
        if (!free.isEmpty()) {
            announce(now.card(), make(holder, free, now.card(), states));
        }
        return states;
    }

    /** How long the network is to be asked for what is missing, seconds. */
    private synchronized int claim(Object holder, Collection<Inet4Address> addresses, AddressRules now) {
        known = now;
        Set<Inet4Address> wanted = new HashSet<>(addresses);
        wanted.removeIf(address -> !now.pool().contains(address));
        if (!wanted.equals(held.put(holder, wanted))) {
            wanted.forEach(address -> everHeld.add(address.getHostAddress()));
            removeUnheld(now);
        }
        return lease.isUsed() ? LEASED_PROBE_SECONDS : PROBE_SECONDS;
    }

    /**
     * What is held may stay until then; from the first such word on, no longer. A word that comes late brings nothing back.
     *
     * @param moment by {@link Uptime}; one that is past lets go at once
     */
    synchronized void prolong(long moment) {
        if (!lease.isUsed()) {
            ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(
                    this::letGoInTime, SWITCH_MILLIS, SWITCH_MILLIS, TimeUnit.MILLISECONDS);
        }
        letGoInTime();
        lease.prolong(moment);
        letGoInTime();
    }

    /** Whatever was made goes, also what stays when a farm ends; what cannot be removed is tried again. */
    private synchronized void letGoInTime() {
        if (lease.isDue()) {
            held.clear();
            if (removeUnheld(known)) {
                lease.done();
            }
        }
    }

    /** The holder is gone: what it held is removed, if that is wanted. */
    synchronized void release(Object holder) {
        AddressRules now = rules.get();
        if (held.remove(holder) != null && now.end() == AtEnd.REMOVE) {
            removeUnheld(now);
        }
    }

    private synchronized List<Inet4Address> make(
            Object holder, List<Inet4Address> free, String card, Map<Inet4Address, AddressState> states) {
        String reason = "ip made none";
        if (lease.isOver() || !held.getOrDefault(holder, Set.of()).containsAll(free)) {
            reason = "this host may not have it now";
        } else {
            try {
                aliases.add(card, free);
            } catch (IOException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        List<Inet4Address> made = new ArrayList<>();
        for (Inet4Address address : free) {
            boolean isHere = isHere(address);
            states.put(address, isHere ? AddressState.of(Kind.HERE) : AddressState.failed(reason));
            if (isHere) {
                made.add(address);
            }
        }
        LOG.info("addresses=made card={} {}", card, made);
        return made;
    }

    private static boolean isHere(Inet4Address address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Nobody waits for it. */
    private void announce(String card, List<Inet4Address> made) {
        if (made.isEmpty()) {
            return;
        }
        ExecutorService telling = AddressLook.threads(made.size());
        made.forEach(address -> telling.execute(() -> {
            try {
                aliases.announce(card, address);
            } catch (IOException e) {
                LOG.debug("address={} is not announced", address, e);
            }
        }));
        telling.shutdown();
    }

    /** Whether there is none left. */
    private boolean removeUnheld(AddressRules now) {
        Set<String> stay = new HashSet<>();
        held.values().forEach(addresses -> addresses.forEach(address -> stay.add(address.getHostAddress())));
        Set<String> ours = new HashSet<>(everHeld);
        now.pool().addresses().forEach(address -> ours.add(address.getHostAddress()));
        try {
            Map<String, String> made = aliases.made();
            made.keySet().removeIf(address -> stay.contains(address) || !ours.contains(address));
            if (!made.isEmpty()) {
                aliases.remove(made);
                LOG.info("addresses=removed {}", made.keySet());
            }
            trouble = "";
            return true;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble)) {
                LOG.warn("addresses=left reason=\"{}\"", reason);
            }
            trouble = reason;
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
