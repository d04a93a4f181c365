package org.printfarm.host.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Registration;

/**
 * Calls one plugin, one call at a time, in the order asked for. Any thread; never blocks its caller.
 *
 * <p>A call that does not come back in time is given up: its thread is interrupted and left alone, and the next calls go on
 * with a fresh one. At most {@value #MAX_ABANDONED} threads of a plugin are left alone at once; while there are that many,
 * the plugin is not called any more. All threads are daemons, and there is none while there is nothing to do.
 */
final class PluginExecutor implements AutoCloseable {

    /** Threads of one plugin that may hang at once. */
    static final int MAX_ABANDONED = 4;

    private static final long IDLE_SECONDS = 10;

    /** While stopping, each call that hangs costs the next ones most of their time, so that all together stay in bounds. */
    private static final int HURRY = 4;

    private final String name;
    private final @Nullable ClassLoader classes;
    private final Supervisor supervisor;
    private final Object lock = new Object();

    private ThreadPoolExecutor worker;
    private Patience patience;
    private int abandoned;
    private @Nullable Call<?> current;

    /**
     * Starts no thread yet.
     *
     * @param name stands in thread names, for instance {@code bind}
     * @param classes the plugin's, for libraries that look for their parts through the thread
     * @param limit how long a call may take
     * @param supervisor whose timer watches the calls
     */
    PluginExecutor(String name, @Nullable ClassLoader classes, Duration limit, Supervisor supervisor) {
        this.name = name;
        this.classes = classes;
        this.patience = new Patience(limit, limit, false);
        this.supervisor = supervisor;
        this.worker = newWorker();
    }

    /**
     * Makes a call when its turn comes.
     *
     * @param isWanted asked when the turn comes; when it says no, the call is not made
     * @param body the call
     * @param onAnswer told how it ended, and told again should a call that was given up come back; on the lane's thread, the
     *     supervisor's or the caller's; must not wait
     */
    <T> void call(BooleanSupplier isWanted, Callable<T> body, Consumer<Answer<T>> onAnswer) {
        submit(new Call<>(isWanted, body, onAnswer, false));
    }

    /** Makes a call even though other calls hang, and with all of the time: for the last one of all. */
    <T> void callLast(Callable<T> body, Consumer<Answer<T>> onAnswer) {
        submit(new Call<>(() -> true, body, onAnswer, true));
    }

    /** Gives the running call and all that follow less time, because everything is being stopped. */
    void hurry(Duration shorter) {
        synchronized (lock) {
            patience = new Patience(shorter, shorter, true);
            Call<?> running = current;
            if (running != null) {
                supervisor.after(shorter, running::giveUp);
            }
        }
    }

    /** Drops what waits and interrupts what runs. Nothing is called any more. May be called twice. */
    @Override
    public void close() {
        List<Runnable> waiting;
        synchronized (lock) {
            waiting = worker.shutdownNow();
        }
        waiting.forEach(call -> ((Call<?>) call).drop());
    }

    private void submit(Call<?> call) {
        synchronized (lock) {
            enqueue(call);
        }
    }

    /** Under the lock, so that no call slips into a worker that is just being replaced. */
    private void enqueue(Call<?> call) {
        try {
            worker.execute(call);
        } catch (RejectedExecutionException closed) {
            call.drop();
        } catch (Throwable noThread) {
            // The machine has no thread left: this call fails, and its retry may find one.
            call.fail(noThread);
        }
    }

    private ThreadPoolExecutor newWorker() {
        ThreadPoolExecutor fresh =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "plugin-" + name);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(classes);
                    return thread;
                });
        fresh.allowCoreThreadTimeOut(true);
        return fresh;
    }

    /** Under the lock. The hanging thread belongs to the old worker and dies with it, whenever that may be. */
    private void replaceWorker() {
        List<Runnable> waiting = worker.shutdownNow();
        worker = newWorker();
        waiting.forEach(call -> enqueue((Call<?>) call));
    }

    /**
     * How long calls may take.
     *
     * @param usual each of them
     * @param last the last one of all
     * @param isHurried whether each call that hangs costs the next ones most of their time
     */
    private record Patience(Duration usual, Duration last, boolean isHurried) {

        Patience afterHanging() {
            return isHurried ? new Patience(usual.dividedBy(HURRY), last, true) : this;
        }
    }

    /** How far a call is. */
    private enum Stage {
        OPEN,
        GIVEN_UP,
        OVER
    }

    private final class Call<T> implements Runnable {
        private final BooleanSupplier isWanted;
        private final Callable<T> body;
        private final Consumer<Answer<T>> onAnswer;
        private final boolean isLast;
        private Stage stage = Stage.OPEN;

        Call(BooleanSupplier isWanted, Callable<T> body, Consumer<Answer<T>> onAnswer, boolean isLast) {
            this.isWanted = isWanted;
            this.body = body;
            this.onAnswer = onAnswer;
            this.isLast = isLast;
        }

        @Override
        public void run() {
            Optional<Registration> watch = begin();
            if (watch.isEmpty()) {
                drop();
                return;
            }
            Answer<T> ending;
            try {
                ending = new Answer.Returned<>(body.call());
            } catch (Throwable thrown) {
                ending = new Answer.Threw<>(thrown);
            }
            end(ending, watch.get());
        }

        void drop() {
            onAnswer.accept(new Answer.NotCalled<>());
        }

        void fail(Throwable thrown) {
            onAnswer.accept(new Answer.Threw<>(thrown));
        }

        /** What gives it up in time; empty when it is not to be made. */
        private Optional<Registration> begin() {
            synchronized (lock) {
                if (!isWanted.getAsBoolean() || (abandoned >= MAX_ABANDONED && !isLast)) {
                    return Optional.empty();
                }
                current = this;
                return Optional.of(supervisor.after(isLast ? patience.last : patience.usual, this::giveUp));
            }
        }

        private void end(Answer<T> ending, Registration watch) {
            boolean isLate;
            synchronized (lock) {
                isLate = stage == Stage.GIVEN_UP;
                stage = Stage.OVER;
                watch.close();
                if (isLate) {
                    abandoned--;
                } else {
                    current = null;
                }
            }
            onAnswer.accept(isLate ? new Answer.Late<>(ending) : ending);
        }

        void giveUp() {
            synchronized (lock) {
                if (stage != Stage.OPEN) {
                    return;
                }
                stage = Stage.GIVEN_UP;
                abandoned++;
                current = null;
                // Under the lock and before the interrupt, so that it is told before the call can come back late.
                onAnswer.accept(new Answer.GaveUp<>());
                patience = patience.afterHanging();
                if (!worker.isShutdown()) {
                    replaceWorker();
                }
            }
        }
    }
}
