package org.printfarm.host.address;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.printfarm.host.address.AddressState.Kind;
import org.printfarm.host.config.AddressRules;
import org.printfarm.host.config.AddressRules.AtEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may be done with addresses: those of the pool are made on the configured card when nobody answers for them, and of these,
 * those that were made here are removed again. One request at a time; any thread.
 */
final class AddressWork {

    /** How many addresses are asked for at once. */
    static final int PROBES_AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(AddressWork.class);

    private final Supplier<AddressRules> rules;
    private final Aliases aliases;

    /** By who holds them: a connection each. */
    private final Map<Object, Set<Inet4Address>> held = new HashMap<>();

    /** Addresses that were held here, which may be removed also when the pool is another by now. */
    private final Set<String> everHeld = new HashSet<>();

    /**
     * Does nothing yet.
     *
     * @param rules what the farm's file says now
     */
    AddressWork(Supplier<AddressRules> rules, Aliases aliases) {
        this.rules = rules;
        this.aliases = aliases;
    }

    /** Tells how it stands with each address, and changes nothing. */
    synchronized Map<Inet4Address, AddressState> probe(Collection<Inet4Address> addresses) {
        return look(addresses, rules.get());
    }

    /**
     * Makes addresses that are missing, and removes others that were made here and that nobody holds.
     *
     * @param holder whose they are; it holds no others from now on
     * @param addresses all that it wants
     */
    synchronized Map<Inet4Address, AddressState> hold(Object holder, Collection<Inet4Address> addresses) {
        AddressRules now = rules.get();
        Set<Inet4Address> wanted = new HashSet<>(addresses);
        wanted.removeIf(address -> !now.pool().contains(address));
        boolean isNew = !wanted.equals(held.put(holder, wanted));
        if (isNew) {
            wanted.forEach(address -> everHeld.add(address.getHostAddress()));
            removeUnheld(now);
        }
        Map<Inet4Address, AddressState> states = look(addresses, now);
        List<Inet4Address> free = states.entrySet().stream()
                .filter(state -> state.getValue().kind() == Kind.FREE)
                .map(Map.Entry::getKey)
                .toList();
        if (!free.isEmpty()) {
            make(free, now, states);
        }
        return states;
    }

    /** The holder is gone: what it held is removed, if that is wanted. */
    synchronized void release(Object holder) {
        AddressRules now = rules.get();
        if (held.remove(holder) != null && now.end() == AtEnd.REMOVE) {
            removeUnheld(now);
        }
    }

    private Map<Inet4Address, AddressState> look(Collection<Inet4Address> addresses, AddressRules now) {
        Map<Inet4Address, AddressState> states = new LinkedHashMap<>();
        List<Inet4Address> missing = new ArrayList<>();
        try {
            Set<InetAddress> here = Aliases.here();
            boolean hasCard = NetworkInterface.getByName(now.card()) != null;
            for (Inet4Address address : addresses) {
                if (here.contains(address)) {
                    states.put(address, AddressState.of(Kind.HERE));
                } else if (!now.pool().contains(address) || !now.isMaking()) {
                    states.put(address, AddressState.of(Kind.REFUSED));
                } else if (!hasCard) {
                    states.put(address, AddressState.failed("there is no network card " + now.card()));
                } else {
                    // Keeps its place in the answer.
                    states.put(address, AddressState.of(Kind.FREE));
                    missing.add(address);
                }
            }
        } catch (IOException e) {
            addresses.forEach(address -> states.put(address, AddressState.failed(String.valueOf(e.getMessage()))));
        }
        states.putAll(ask(now.card(), missing));
        return states;
    }

    private Map<Inet4Address, AddressState> ask(String card, List<Inet4Address> addresses) {
        Map<Inet4Address, AddressState> states = new LinkedHashMap<>();
        if (addresses.isEmpty()) {
            return states;
        }
        List<Callable<AddressState>> questions = addresses.stream()
                .<Callable<AddressState>>map(address -> () -> aliases.answeredBy(card, address)
                        .map(machine -> new AddressState(Kind.TAKEN, machine))
                        .orElse(AddressState.of(Kind.FREE)))
                .toList();
        ExecutorService asking = threads(addresses.size());
        try {
            List<Future<AddressState>> answers = asking.invokeAll(questions);
            for (int i = 0; i < addresses.size(); i++) {
                states.put(addresses.get(i), state(answers.get(i)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            addresses.forEach(address -> states.put(address, AddressState.failed("interrupted")));
        } finally {
            asking.shutdownNow();
        }
        return states;
    }

    private static AddressState state(Future<AddressState> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            return AddressState.failed(e.getCause() instanceof IOException told ? "" + told.getMessage() : "" + e);
        }
    }

    private void make(List<Inet4Address> free, AddressRules now, Map<Inet4Address, AddressState> states) {
        String reason = "ip made none";
        try {
            aliases.add(now.card(), free);
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        List<Inet4Address> made = new ArrayList<>();
        for (Inet4Address address : free) {
            boolean isHere = isHere(address);
            states.put(address, isHere ? AddressState.of(Kind.HERE) : AddressState.failed(reason));
            if (isHere) {
                made.add(address);
            }
        }
        LOG.info("addresses=made card={} {}", now.card(), made);
        announce(now.card(), made);
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
        ExecutorService telling = threads(made.size());
        made.forEach(address -> telling.execute(() -> {
            try {
                aliases.announce(card, address);
            } catch (IOException e) {
                LOG.debug("address={} is not announced", address, e);
            }
        }));
        telling.shutdown();
    }

    private void removeUnheld(AddressRules now) {
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
        } catch (IOException e) {
            LOG.warn("addresses=left reason=\"{}\"", e.getMessage());
        }
    }

    private static ExecutorService threads(int tasks) {
        return Executors.newFixedThreadPool(Math.min(PROBES_AT_ONCE, tasks), task -> {
            Thread thread = new Thread(task, "arping");
            thread.setDaemon(true);
            return thread;
        });
    }
}
