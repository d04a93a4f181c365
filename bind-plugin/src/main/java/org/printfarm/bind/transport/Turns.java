package org.printfarm.bind.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who waits until a selector has been asked anew. Any thread. */
final class Turns {

    /** How long {@link #await} waits at most; a turn takes a millisecond. */
    private static final long MAX_SECONDS = 1;

    private final Queue<CountDownLatch> waiting = new ConcurrentLinkedQueue<>();

    /**
     * Waits for a turn that begins after this call.
     *
     * @param wakeup makes the selector's thread come by
     */
    void await(Runnable wakeup) throws InterruptedException {
        CountDownLatch turn = new CountDownLatch(1);
        waiting.add(turn);
        wakeup.run();
        if (!turn.await(MAX_SECONDS, TimeUnit.SECONDS)) {
            waiting.remove(turn);
        }
    }

    /** Who waits before a turn begins; to be told when it has ended. */
    List<CountDownLatch> take() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<CountDownLatch> taken = new ArrayList<>();
        for (CountDownLatch turn = waiting.poll(); turn != null; turn = waiting.poll()) {
            taken.add(turn);
        }
        return taken;
    }
}
