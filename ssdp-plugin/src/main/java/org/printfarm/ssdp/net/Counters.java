package org.printfarm.ssdp.net;

import java.util.concurrent.atomic.LongAdder;

/** Counts what would be too much for a log line each. Any thread. */
public final class Counters {

    private final LongAdder announced = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final LongAdder ignored = new LongAdder();

    void announced() {
        announced.increment();
    }

    void answered() {
        answered.increment();
    }

    void limited() {
        limited.increment();
    }

    void ignored() {
        ignored.increment();
    }

    /** {@code announced=… answered=… limited=… ignored=…}: announcements and answers sent, searches not answered, noise. */
    @Override
    public String toString() {
        return "announced=" + announced + " answered=" + answered + " limited=" + limited + " ignored=" + ignored;
    }
}
