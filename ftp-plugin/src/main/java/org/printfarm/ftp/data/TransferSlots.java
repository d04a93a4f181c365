package org.printfarm.ftp.data;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts transfers in progress: in all, and per printer. Any thread. */
public final class TransferSlots {

    private final Semaphore inAll;

    /**
     * The count of a plugin.
     *
     * @param limit transfers in all
     */
    public TransferSlots(int limit) {
        this.inAll = new Semaphore(limit);
    }

    /**
     * The count of one printer.
     *
     * @param limit transfers of this printer
     * @return with no transfer yet
     */
    public PerPrinter forPrinter(int limit) {
        return new PerPrinter(new Semaphore(limit));
    }

    /** One printer's count. */
    public final class PerPrinter {
        private final Semaphore own;

        private PerPrinter(Semaphore own) {
            this.own = own;
        }

        /**
         * Asks for a transfer.
         *
         * @return run once to give it back, more often does nothing; empty when a limit is reached
         */
        public Optional<Runnable> take() {
            if (!own.tryAcquire()) {
                return Optional.empty();
            }
            if (!inAll.tryAcquire()) {
                own.release();
                return Optional.empty();
            }
            AtomicBoolean held = new AtomicBoolean(true);
            return Optional.of(() -> {
                if (held.getAndSet(false)) {
                    inAll.release();
                    own.release();
                }
            });
        }
    }
}
