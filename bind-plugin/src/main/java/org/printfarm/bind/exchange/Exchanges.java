package org.printfarm.bind.exchange;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All connections of both acceptors, from accept to close. One sweep looks after all their deadlines, so a connection costs
 * no timer; a peer that drips a byte a second gains nothing by it. Any thread.
 */
public final class Exchanges {

    /** How often deadlines are looked at; one may be this much late. */
    public static final Duration SWEEP_PERIOD = Duration.ofMillis(250);

    /** How many connections one sweep closes, to stay within milliseconds; the others follow in the next. */
    static final int MAX_CLOSED_BY_SWEEP = 1_024;

    private final ConnectionLimiter gate;
    private final Set<BindConnection> live = ConcurrentHashMap.newKeySet();

    public Exchanges(ConnectionLimiter gate) {
        this.gate = gate;
    }

    public ConnectionLimiter gate() {
        return gate;
    }

    /** Lets a connection in, for which another one, or at worst itself, may have to go. It is to be taken out in any case. */
    public void add(BindConnection exchange) {
        live.add(exchange);
        gate.enter(exchange).ifPresent(displaced -> {
            if (displaced.exchange() == exchange) {
                exchange.deny(displaced.code());
            } else {
                Faults.contain(() -> displaced.exchange().displace(displaced.code()));
            }
        });
    }

    public void remove(BindConnection exchange) {
        if (live.remove(exchange)) {
            gate.leave(exchange);
            exchange.closed();
        }
    }

    /** Ends what is due. */
    public void sweep() {
        long now = System.nanoTime();
        int closed = 0;
        for (BindConnection exchange : live) {
            if (exchange.isDue(now)) {
                exchange.timeOut();
                if (++closed == MAX_CLOSED_BY_SWEEP) {
                    return;
                }
            }
        }
    }

    /** Ends the connections of one endpoint. */
    public void abort(Endpoint endpoint) {
        for (BindConnection exchange : live) {
            if (exchange.endpoint().equals(endpoint)) {
                exchange.abort();
            }
        }
    }

    public boolean isEmpty(Endpoint endpoint) {
        return live.stream().noneMatch(exchange -> exchange.endpoint().equals(endpoint));
    }
}
