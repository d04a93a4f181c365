package org.printfarm.host.dispatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread on which everything is decided, and those for what blocks. All daemons; none of the latter without work. */
final class DispatchThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchThreads.class);
    private static final long ANSWER_SECONDS = 20;
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 6;

    private final ThreadPoolExecutor deciding = pool("dispatch", 1);
    private final ThreadPoolExecutor sending;
    private final ExecutorService calling = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, "machine-call"));

    /**
     * Starts no thread yet.
     *
     * @param sends deliveries at once, of all machines
     */
    DispatchThreads(int sends) {
        sending = pool("machine-send", sends);
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs something on the deciding thread, after what was asked for before. */
    void decide(Runnable work) {
        try {
            deciding.execute(() -> guarded(work));
        } catch (RejectedExecutionException closed) {
            // Whatever was decided before is on the disk.
            return;
        }
    }

    /** What is done on the deciding thread. */
    interface Question<T> {
        T answer() throws StoreException, DispatchException;
    }

    /** Asks something on the deciding thread, and waits for the answer. Not on that thread itself. */
    <T> T ask(Question<T> question) throws DispatchException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        decide(() -> {
            try {
                answer.complete(question.answer());
            } catch (StoreException | DispatchException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DispatchException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw new DispatchException("the farm is busy or stopping; ask again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DispatchException("interrupted");
        }
    }

    /** Runs a delivery when there is room for one more. */
    Future<?> send(Runnable work) {
        return sending.submit(() -> guarded(work));
    }

    /** Runs a short call of a driver's. */
    void call(Runnable work) {
        calling.execute(() -> guarded(work));
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable fault) {
            LOG.error("a fault in the dispatch to machines; please report it", fault);
        }
    }

    /** Interrupts deliveries and waits for what they leave behind to be recorded. */
    @Override
    public void close() {
        sending.shutdownNow();
        try {
            if (!sending.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a delivery to a machine did not end in time");
            }
            deciding.shutdown();
            if (!deciding.awaitTermination(1, TimeUnit.SECONDS)) {
                deciding.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calling.shutdownNow();
    }
}
