package org.printfarm.host.address;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.printfarm.host.address.AddressState.Kind;
import org.printfarm.host.config.AddressRules;

/** How it stands with addresses: here, of the pool, and answered for by somebody else. Changes nothing. Any thread. */
final class AddressLook {

    /** How many addresses are asked for at once. */
    static final int PROBES_AT_ONCE = 64;

    private final Aliases aliases;

    AddressLook(Aliases aliases) {
        this.aliases = aliases;
    }

    /**
     * Looks, and asks the network for those that are not here. That takes a while.
     *
     * @param seconds how long somebody may take to answer
     */
    Map<Inet4Address, AddressState> at(Collection<Inet4Address> addresses, AddressRules now, int seconds) {
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
        states.putAll(ask(now.card(), missing, seconds));
        return states;
    }

    private Map<Inet4Address, AddressState> ask(String card, List<Inet4Address> addresses, int seconds) {
        Map<Inet4Address, AddressState> states = new LinkedHashMap<>();
        if (addresses.isEmpty()) {
            return states;
        }
        List<Callable<AddressState>> questions = addresses.stream()
                .<Callable<AddressState>>map(address -> () -> aliases.answeredBy(card, address, seconds)
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

    /** As many threads as there are tasks, up to a limit; to be shut down. */
    static ExecutorService threads(int tasks) {
        return Executors.newFixedThreadPool(Math.min(PROBES_AT_ONCE, tasks), task -> {
            Thread thread = new Thread(task, "arping");
            thread.setDaemon(true);
            return thread;
        });
    }
}
