package org.printfarm.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * One accepted data connection: TLS on a session of MINA's. The handshake begins at once, whether or not the command that wants
 * the connection has come; text is read only when it has. Any thread.
 */
final class DataConnection {

    /** How long an ended connection is kept to let the other side end it too. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

    private enum Mode {
        /** TLS is not up, or no command has asked for the connection yet. */
        WAITING,
        /** Text goes to the task. */
        RECEIVING,
        /** Text is of no interest any more and thrown away. */
        DRAINING,
        CLOSED
    }

    private final DataSocket socket;
    private final RecordJoint records = new RecordJoint();
    private Mode mode = Mode.WAITING;
    private volatile @Nullable DataTask task;
    private volatile TransferFault fault = TransferFault.RESET;
    private boolean streamEnded;
    private boolean inputEnded;
    private boolean unflushed;
    private boolean gone;

    DataConnection(DataSocket socket) {
        this.socket = socket;
    }

    /** Gives the connection its purpose. */
    void attach(DataTask purpose) {
        synchronized (this) {
            task = purpose;
            socket.touch();
            guarded(this::goOn);
            if (!gone) {
                return;
            }
        }
        purpose.onFailure(fault);
    }

    private void goOn() throws IOException {
        begin();
        if (mode != Mode.WAITING) {
            records.goOn(this::decrypt);
            if (streamEnded) {
                endInput(false);
            }
        }
    }

    private void begin() {
        if (mode == Mode.WAITING && socket.isSecured()) {
            socket.wantInput(task != null);
            if (task != null) {
                mode = Mode.RECEIVING;
                task.onSecured(this);
            }
        }
    }

    /** Lets TCP slow the client down. Without the connection's lock. */
    void suspend() {
        socket.wantInput(false);
    }

    /** Goes on reading. Without the connection's lock. */
    void resume() {
        socket.touch();
        socket.wantInput(true);
    }

    /** Throws away what the client still sends, for a while, so that it comes to read our reply; then closes. */
    synchronized void drain(Duration length) {
        if (mode == Mode.RECEIVING) {
            mode = Mode.DRAINING;
            socket.linger(length);
            resume();
        }
    }

    /** Sends text; {@link DataTask#onFlushed()} follows when the network stack has it all, and then more may be sent. */
    synchronized void send(ByteBuffer text) {
        guarded(() -> {
            socket.encrypt(text);
            unflushed = true;
            socket.flush();
        });
    }

    /** Sends text, then close_notify and FIN; {@link DataTask#onFlushed()} follows. */
    synchronized void sendAndFinish(ByteBuffer text) {
        guarded(() -> {
            socket.encrypt(text);
            unflushed = true;
            mode = Mode.DRAINING;
            socket.finish();
        });
    }

    /** Bytes have come. On the processor's thread. */
    synchronized void onRead(ByteBuffer bytes) {
        guarded(() -> records.feed(bytes, this::decrypt));
    }

    private void decrypt(ByteBuffer cipherText) throws IOException {
        boolean more = !inputEnded;
        while (more) {
            ByteBuffer room = room();
            TlsPipe.Progress progress = socket.decrypt(cipherText, room);
            begin();
            if (mode == Mode.RECEIVING && task != null && room.remaining() < TlsPipe.MAX_RECORD_BYTES) {
                task.onFilled();
            }
            if (progress == TlsPipe.Progress.CLOSED) {
                endInput(true);
            }
            more = progress == TlsPipe.Progress.NEEDS_ROOM && mode != Mode.WAITING && !inputEnded;
        }
    }

    private ByteBuffer room() {
        if (mode == Mode.WAITING) {
            return NO_ROOM;
        }
        ByteBuffer room = mode == Mode.RECEIVING && task != null ? task.room() : null;
        return room == null ? ByteBuffer.allocate(TlsPipe.MAX_RECORD_BYTES) : room;
    }

    /** The client's stream has ended, or a reset has ended the session. On the processor's thread. */
    synchronized void onEndOfStream() {
        if (!socket.isClosing()) {
            streamEnded = true;
            socket.wantInput(false);
            endInput(false);
        }
    }

    private void endInput(boolean properly) {
        if (!socket.isSecured()) {
            fail(TransferFault.NO_CONNECTION);
        } else if (mode != Mode.WAITING && !inputEnded) {
            boolean tell = mode == Mode.RECEIVING;
            mode = Mode.DRAINING;
            inputEnded = true;
            socket.wantInput(false);
            socket.finish();
            if (tell && task != null) {
                task.onEnd(properly);
            }
            if (socket.isFlushed()) {
                close();
            }
        }
    }

    /** What was handed over is with the network stack. On the processor's thread. */
    void onWritten() {
        boolean tell;
        synchronized (this) {
            socket.onWritten();
            boolean all = socket.isFlushed() && mode != Mode.CLOSED;
            tell = all && unflushed;
            unflushed &= !all;
            if (all && socket.isFinishing()) {
                guarded(this::endOutput);
            }
        }
        if (tell && task != null) {
            task.onFlushed();
        }
    }

    private void endOutput() throws IOException {
        if (inputEnded) {
            close();
        } else {
            socket.shutDownOutput(LINGER);
        }
    }

    synchronized void tick(long now) {
        boolean ourTurn = mode == Mode.RECEIVING && !socket.isInputWanted();
        if (mode == Mode.DRAINING && socket.isLingerOver(now)) {
            fail(TransferFault.TIMED_OUT);
        } else if (mode != Mode.CLOSED && socket.isSilent(now) && !ourTurn) {
            socket.publish(PrinterEvent.Kind.TIMED_OUT, "DATA");
            fail(TransferFault.TIMED_OUT);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            if (mode != Mode.CLOSED) {
                step.run();
            }
        } catch (SSLException e) {
            fail(socket.tlsFault());
        } catch (IOException e) {
            fail(TransferFault.RESET);
        }
    }

    /** Closes; the task is told when it is, and ignores it when it has all it wanted. */
    synchronized void fail(TransferFault reason) {
        if (mode != Mode.CLOSED) {
            fault = reason;
            close();
        }
    }

    private void close() {
        mode = Mode.CLOSED;
        socket.close();
    }

    /** The session is gone. On the processor's thread. */
    void onClosed() {
        synchronized (this) {
            mode = Mode.CLOSED;
            gone = true;
            socket.dispose();
        }
        if (task != null) {
            task.onFailure(fault);
        }
    }
}
