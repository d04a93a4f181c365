package org.printfarm.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.printfarm.ftp.tls.TlsPipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one selector for many data sockets. It reads and decrypts, and never waits for anything but sockets.
 * {@link #execute} and {@link #close} may be called from any thread, the rest only on the loop's own.
 */
public final class DataLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataLoop.class);

    /** How often time-outs are looked at, milliseconds. */
    private static final long TICK_MILLIS = 500;

    /** How long {@link #close} waits for the thread, seconds. */
    private static final long CLOSE_SECONDS = 2;

    private volatile Selector selector;
    private final Thread thread;
    private final Runnable onTick;
    private final Runnable onRestart;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ByteBuffer cipherText = ByteBuffer.allocate(UploadBuffers.BUFFER_BYTES + TlsPipe.MAX_RECORD_BYTES);
    private final ByteBuffer waste = ByteBuffer.allocate(TlsPipe.MAX_RECORD_BYTES);
    private volatile boolean closing;

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @param onTick run about twice a second on this thread
     * @param onRestart told when all connections were ended because something failed that serves them all; on this thread
     * @throws IOException when there is no selector to be had
     */
    public DataLoop(String name, Runnable onTick, Runnable onRestart) throws IOException {
        this.selector = Selector.open();
        this.onTick = onTick;
        this.onRestart = onRestart;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Runs something soon on the loop's thread; in the order of the calls. After {@link #close} it is dropped.
     *
     * @param task of microseconds; never blocks
     */
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Runs something on the loop's thread and waits until it was done and the sockets that it closed are really closed.
     *
     * @param task of microseconds
     */
    public void executeAndWait(Runnable task) {
        CountDownLatch done = new CountDownLatch(1);
        execute(task);
        execute(() -> flushClosedSockets(done));
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("a data loop did not answer in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flushClosedSockets(CountDownLatch done) {
        try {
            selector.selectNow();
        } catch (IOException e) {
            LOG.debug("a selector failed", e);
        } finally {
            done.countDown();
        }
    }

    SelectionKey register(SelectableChannel channel, int operations, LoopHandler handler) throws IOException {
        channel.configureBlocking(false);
        try {
            return channel.register(selector, operations, handler);
        } catch (ClosedSelectorException e) {
            throw new IOException("no selector", e);
        }
    }

    /** Room for what one read brings, used up before the handler returns. */
    ByteBuffer cipherText() {
        return cipherText.clear();
    }

    /** Room for text that nobody wants. */
    ByteBuffer waste() {
        return waste.clear();
    }

    private void run() {
        try {
            while (!closing) {
                serveOrRestart();
            }
        } finally {
            closeAll();
            ended.countDown();
        }
    }

    /** Whatever is thrown, an Error too, ends the connections at worst, and never this thread: somebody waits for its tasks. */
    private void serveOrRestart() {
        try {
            serve();
        } catch (Throwable e) {
            restart(e);
        }
    }

    private void serve() throws IOException {
        long nextTick = System.nanoTime();
        while (!closing) {
            selector.select(TICK_MILLIS);
            runTasks();
            for (SelectionKey key : selector.selectedKeys()) {
                guarded(key, ((LoopHandler) key.attachment())::onReady);
            }
            selector.selectedKeys().clear();
            long now = System.nanoTime();
            if (now - nextTick >= 0) {
                nextTick = now + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                tick(now);
            }
        }
    }

    private void restart(Throwable cause) {
        try {
            closeAll();
            selector = Selector.open();
            LOG.error("the data connections were ended, and are served anew", cause);
            onRestart.run();
        } catch (Throwable e) {
            // Tried again soon; until then there is no selector, and who asks for a data port is told that there is
            // none.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
        }
    }

    /**
     * Whether data connections can be made now.
     *
     * @return false while there is no selector to be had, and after {@link #close}
     */
    public boolean isServing() {
        return selector.isOpen();
    }

    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                guarded(null, task);
            }
        }
        if (!tasks.isEmpty()) {
            selector.wakeup();
        }
    }

    private void tick(long now) {
        guarded(null, onTick);
        for (SelectionKey key : List.copyOf(selector.keys())) {
            guarded(key, () -> ((LoopHandler) key.attachment()).onTick(now));
        }
    }

    /** One connection's trouble, an Error included, must not end the thread that serves all the others. */
    private static void guarded(@Nullable SelectionKey key, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            LOG.error("a data connection failed inside the plugin", e);
            if (key != null) {
                ((LoopHandler) key.attachment()).onFault();
            }
        }
    }

    private void closeAll() {
        runTasks();
        if (selector.isOpen()) {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                guarded(null, ((LoopHandler) key.attachment())::onFault);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("a selector was not closed", e);
        }
    }

    /** Closes all sockets and ends the thread, within 2 s. May be called twice. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            if (!ended.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a data loop did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
