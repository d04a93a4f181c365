package org.printfarm.ftp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.printfarm.ftp.data.DataLoop;
import org.printfarm.ftp.data.TransferSlots;
import org.printfarm.ftp.data.WorkPool;
import org.printfarm.ftp.net.ControlAcceptor;

/**
 * What all printers share: one acceptor with its processors, the data loops and the work pool. Made at the first start of a
 * service. The number of threads depends on the machine's cores and never on the number of printers. Any thread.
 */
final class FtpRuntime implements AutoCloseable {

    /** Transfers in progress in all; each may hold 1 MiB of buffers, see {@code UploadTask}. */
    static final int MAX_TRANSFERS = 64;

    /** Transfers from the cards in all; each holds a block in clear and encrypted, see {@code DownloadTask}. */
    static final int MAX_READS = 64;

    private static final int MAX_LOOPS = 4;

    private final TransferSlots slots = new TransferSlots(MAX_TRANSFERS);
    private final TransferSlots readSlots = new TransferSlots(MAX_READS);
    private final WorkPool pool = new WorkPool();
    private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();
    private @Nullable Open open;
    private boolean closed;

    /**
     * The running part.
     *
     * @param acceptor for control connections
     * @param loops for data connections
     */
    record Open(ControlAcceptor acceptor, List<DataLoop> loops) {}

    TransferSlots slots() {
        return slots;
    }

    TransferSlots readSlots() {
        return readSlots;
    }

    WorkPool pool() {
        return pool;
    }

    /** The running part, started if need be. */
    synchronized Open open() throws IOException {
        if (closed) {
            throw new IOException("the ftp plugin is closed");
        }
        if (open == null) {
            open = start();
        }
        return open;
    }

    /**
     * Asks to be told when something that serves all printers failed and was taken up again.
     *
     * @param onRestart returns at once; called on any thread
     */
    void watch(Runnable onRestart) {
        watchers.add(onRestart);
    }

    void unwatch(Runnable onRestart) {
        watchers.remove(onRestart);
    }

    void restarted() {
        watchers.forEach(Runnable::run);
    }

    private Open start() throws IOException {
        int cores = Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors());
        ControlAcceptor acceptor = new ControlAcceptor(cores, this::restarted);
        List<DataLoop> loops = new ArrayList<>();
        try {
            for (int i = 0; i < cores; i++) {
                Runnable onTick = i == 0 ? () -> acceptor.tick(System.nanoTime()) : () -> {};
                loops.add(new DataLoop("ftp-data-" + i, onTick, this::restarted));
            }
            return new Open(acceptor, List.copyOf(loops));
        } catch (IOException e) {
            loops.forEach(DataLoop::close);
            acceptor.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.acceptor().close();
            open.loops().forEach(DataLoop::close);
            open = null;
        }
        pool.close();
    }
}
