package org.printfarm.bambu.upload;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;

/**
 * Ends an upload that takes too long, stands still, or was given up: closes its sockets from outside, because an interrupt does
 * not end a read or write of a socket. Looks every {@value #LOOK_MILLIS} ms.
 */
final class UploadWatch implements AutoCloseable {

    private static final int LOOK_MILLIS = 200;
    private static final long SLOWEST_BYTES_A_SECOND = 25 * 1024;
    private static final Duration STALL = Duration.ofSeconds(90);

    private final Thread uploading = Thread.currentThread();
    private final long deadline;
    private final Registration looking;
    private @Nullable Sockets sockets;
    private @Nullable End end;
    private long lastProgress = System.nanoTime();

    private record Sockets(Socket control, @Nullable Socket data) {}

    /** Why an upload was ended. */
    enum End {
        GIVEN_UP,
        TOO_LONG,
        STALLED
    }

    /** Watches the thread that calls this. */
    UploadWatch(Scheduler scheduler, long bytes, Duration shortest) {
        Duration limit = Duration.ofSeconds(Math.max(shortest.toSeconds(), bytes / SLOWEST_BYTES_A_SECOND));
        deadline = System.nanoTime() + limit.toNanos();
        Duration look = Duration.ofMillis(LOOK_MILLIS);
        looking = scheduler.every(look, look, this::look);
    }

    /** From now on these are closed: the data connection alone when there is one. */
    synchronized void watch(Socket control, @Nullable Socket data) throws IOException {
        sockets = new Sockets(control, data);
        if (end != null) {
            cut();
            throw new IOException("ended before it began");
        }
    }

    synchronized void progressed() {
        lastProgress = System.nanoTime();
    }

    /** Null while nothing ended it. */
    synchronized @Nullable End end() {
        return uploading.isInterrupted() ? End.GIVEN_UP : end;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Also when the driver is closed. */
    synchronized void giveUp() {
        end(End.GIVEN_UP);
    }

    private synchronized void look() {
        if (uploading.isInterrupted()) {
            end(End.GIVEN_UP);
        } else if (deadline - System.nanoTime() < 0) {
            end(End.TOO_LONG);
        } else if (System.nanoTime() - lastProgress > STALL.toNanos()) {
            end(End.STALLED);
        }
    }

    private void end(End why) {
        if (end == null) {
            end = why;
            cut();
        }
    }

    /** The data connection by a reset: its end must not look like the end of the file. The control connection may still be needed. */
    private void cut() {
        if (sockets == null) {
            return;
        }
        Socket data = sockets.data;
        try {
            if (data == null) {
                sockets.control.close();
            } else {
                data.setSoLinger(true, 0);
                data.close();
            }
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        looking.close();
    }
}
