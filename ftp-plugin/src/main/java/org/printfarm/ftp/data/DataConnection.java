package org.printfarm.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * One accepted data connection: TLS on a non-blocking socket. The handshake begins at once, whether or not the command that
 * wants the connection has come; text is read only when it has, and only as much as its task has room for. On the loop's
 * thread only.
 */
final class DataConnection implements LoopHandler, RecordReader.Receiver {

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

    private final DataLoop loop;
    private final DataRules rules;
    private final DataSocket socket;
    private final RecordReader input;
    private Mode mode = Mode.WAITING;
    private @Nullable DataTask task;
    private TransferFault fault = TransferFault.NO_CONNECTION;
    private boolean unflushed;

    DataConnection(DataLoop loop, SocketChannel channel, DataRules rules) throws IOException {
        this.loop = loop;
        this.rules = rules;
        this.socket = new DataSocket(loop, channel, rules, this);
        this.input = socket.reader(this);
    }

    /** Gives the connection its purpose. */
    void attach(DataTask purpose) {
        task = purpose;
        socket.touch();
        if (mode == Mode.CLOSED) {
            purpose.onFailure(fault);
        } else {
            begin();
            resume();
        }
    }

    private void begin() {
        if (mode == Mode.WAITING && socket.isSecured() && task != null) {
            mode = Mode.RECEIVING;
            task.onSecured(this);
        }
    }

    /** Goes on reading: there is room again. */
    void resume() {
        if (!input.isEnded()) {
            socket.touch();
            socket.wantInput(true);
            guarded(input::readOn);
        }
    }

    /** Throws away what the client still sends, for a while, so that it comes to read our reply; then closes. */
    void drain(Duration length) {
        if (mode == Mode.RECEIVING) {
            mode = Mode.DRAINING;
            socket.linger(length);
            resume();
        }
    }

    /** Sends text; {@link DataTask#onFlushed()} follows when the network stack has it all, and then more may be sent. */
    void send(ByteBuffer text) {
        guarded(() -> {
            socket.encrypt(text);
            unflushed = true;
            flush();
        });
    }

    /** Sends text, then close_notify and FIN; {@link DataTask#onFlushed()} follows. */
    void sendAndFinish(ByteBuffer text) {
        guarded(() -> {
            socket.encrypt(text);
            finish();
        });
    }

    private void finish() throws IOException {
        if (socket.finish()) {
            mode = Mode.DRAINING;
            socket.linger(rules.readTimeout());
            flush();
            resume();
        }
    }

    @Override
    public void onReady() {
        guarded(() -> {
            if (socket.isWritable()) {
                flush();
            }
            if (socket.isReadable() && input.read()) {
                socket.touch();
            }
        });
    }

    @Override
    public @Nullable ByteBuffer room() {
        return switch (mode) {
            case RECEIVING -> task == null ? NO_ROOM : task.room();
            case DRAINING -> loop.waste();
            case WAITING, CLOSED -> NO_ROOM;
        };
    }

    @Override
    public boolean pause() {
        socket.wantInput(false);
        return false;
    }

    @Override
    public boolean onStep(TlsPipe.Progress progress, ByteBuffer room) throws IOException {
        flush();
        Mode before = mode;
        begin();
        if (mode != before) {
            return true;
        }
        if (mode == Mode.RECEIVING && task != null && room.remaining() < TlsPipe.MAX_RECORD_BYTES) {
            task.onFilled();
        }
        return switch (progress) {
            case NEEDS_ROOM -> mode != Mode.WAITING || pause();
            case CLOSED -> endInput(true);
            case TEXT -> true;
            case NEEDS_INPUT -> input.isStreamEnded() && endInput(false);
        };
    }

    private boolean endInput(boolean properly) throws IOException {
        if (!socket.isSecured()) {
            fail(TransferFault.NO_CONNECTION);
        } else if (mode != Mode.WAITING) {
            boolean tell = mode == Mode.RECEIVING;
            input.end();
            finish();
            if (tell && task != null) {
                task.onEnd(properly);
            }
            flush();
        }
        return pause();
    }

    private void flush() throws IOException {
        if (mode != Mode.CLOSED && socket.flush()) {
            onAllSent();
        }
    }

    private void onAllSent() throws IOException {
        if (unflushed && task != null) {
            unflushed = false;
            task.onFlushed();
        }
        if (socket.shutDownOutput()) {
            socket.linger(LINGER);
            if (task != null) {
                task.onFlushed();
            }
        }
        if (socket.isFinishing() && input.isEnded()) {
            close();
        }
    }

    @Override
    public void onTick(long now) {
        if (mode == Mode.DRAINING && socket.isLingerOver(now)) {
            fail(TransferFault.TIMED_OUT);
        } else if (mode != Mode.CLOSED && !isOurTurn() && socket.isSilent(now)) {
            socket.publish(PrinterEvent.Kind.TIMED_OUT, "DATA");
            fail(TransferFault.TIMED_OUT);
        }
    }

    private boolean isOurTurn() {
        return mode == Mode.RECEIVING && socket.isIdle();
    }

    @Override
    public void onFault() {
        fail(TransferFault.INTERNAL);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (SSLException e) {
            fail(socket.tlsFault());
        } catch (IOException e) {
            fail(TransferFault.RESET);
        }
    }

    /** Closes at once and tells the task, which ignores it when it has all it wanted. */
    void fail(TransferFault reason) {
        if (mode != Mode.CLOSED) {
            fault = reason;
            close();
            if (task != null) {
                task.onFailure(reason);
            }
        }
    }

    /** Closes at once, with a close_notify as far as the network stack takes it, and tells nobody. */
    private void close() {
        if (mode != Mode.CLOSED) {
            mode = Mode.CLOSED;
            input.end();
            socket.close();
        }
    }
}
