package org.printfarm.host.plugin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call into a plugin on a daemon thread of its own, which is waited for only so long. A thread cannot be ended from
 * outside: one that does not return is interrupted, left behind, and does not keep the process alive.
 *
 * @param <T> what the call returns
 */
final class WatchedCall<T> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedCall.class);

    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Thread thread;

    private WatchedCall(String name, Callable<T> call, Consumer<T> tooLate) {
        this.thread = new Thread(() -> run(call, tooLate), name);
        thread.setDaemon(true);
    }

    /**
     * Starts the call.
     *
     * @param name of the thread
     * @param call what to run
     * @param tooLate what to do with a result that comes after the call was given up; runs on the same thread
     */
    static <T> WatchedCall<T> start(String name, Callable<T> call, Consumer<T> tooLate) {
        WatchedCall<T> watched = new WatchedCall<>(name, call, tooLate);
        watched.thread.start();
        return watched;
    }

    private void run(Callable<T> call, Consumer<T> tooLate) {
        try {
            T result = call.call();
            if (!outcome.complete(result)) {
                tooLate.accept(result);
            }
        } catch (Throwable thrown) {
            // Errors too: this is where a plugin's StackOverflowError or NoClassDefFoundError ends.
            if (!outcome.completeExceptionally(thrown)) {
                LOG.debug("thrown by {} after it was given up: {}", thread.getName(), Reason.thrown(thrown));
            }
        }
    }

    /**
     * Waits for the call.
     *
     * @param deadline on the clock of {@link System#nanoTime()}
     * @return what the call returned
     * @throws ExecutionException with what the call threw as its cause
     * @throws TimeoutException when it did not return in time, or this thread was interrupted, which then still shows
     */
    T await(long deadline) throws ExecutionException, TimeoutException {
        try {
            return outcome.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return giveUp(late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            TimeoutException late = new TimeoutException("interrupted");
            late.initCause(interrupted);
            return giveUp(late);
        }
    }

    /** The call may still have ended between the last look and now. */
    private T giveUp(TimeoutException late) throws ExecutionException, TimeoutException {
        if (outcome.completeExceptionally(late)) {
            thread.interrupt();
            throw late;
        }
        try {
            return outcome.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw late;
        }
    }

    /** Where the call is now, for somebody who wonders why it does not return: the innermost frame outside of the JDK. */
    String whereabouts() {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
                return Reason.quoted(name + "." + frame.getMethodName() + ":" + frame.getLineNumber());
            }
        }
        return "the JDK";
    }
}
