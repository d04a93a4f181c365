package org.printfarm.ftp.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * One accepted data connection: TLS on a non-blocking socket. The handshake begins at once, whether or not the command that
 * wants the connection has come; text is read only when it has, and only as much as its task has room for. On the loop's
 * thread only.
 */
final class DataConnection implements LoopHandler {

    /** How long an ended connection is kept to let the other side end it too, seconds. */
    private static final long LINGER_SECONDS = 5;

    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);
    private static final byte[] NOTHING = new byte[0];

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
    private final SocketChannel channel;
    private final SelectionKey key;
    private final TlsPipe tls;
    private final DataRules rules;
    private final InetSocketAddress from;
    private final int localPort;
    private Mode mode = Mode.WAITING;
    private byte[] unread = NOTHING;
    private @Nullable ByteBuffer sending;
    private @Nullable DataTask task;
    private TransferFault fault = TransferFault.NO_CONNECTION;
    private boolean streamEnded;
    private boolean inputEnded;
    private boolean finishing;
    private boolean unflushed;
    private boolean busy;
    private long lastProgress = System.nanoTime();
    private long lingerUntil;

    DataConnection(DataLoop loop, SocketChannel channel, DataRules rules) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.rules = rules;
        this.from = (InetSocketAddress) channel.getRemoteAddress();
        this.localPort = channel.socket().getLocalPort();
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
        this.tls = new TlsPipe(rules.engines().get());
    }

    /** Gives the connection its purpose. */
    void attach(DataTask purpose) {
        task = purpose;
        lastProgress = System.nanoTime();
        if (mode == Mode.CLOSED) {
            purpose.onFailure(fault);
            return;
        }
        begin();
        resume();
    }

    private void begin() {
        if (mode == Mode.WAITING && tls.isEstablished() && task != null) {
            mode = Mode.RECEIVING;
            task.onSecured(this);
        }
    }

    /** Goes on reading: there is room again. */
    void resume() {
        if (mode == Mode.CLOSED || inputEnded) {
            return;
        }
        lastProgress = System.nanoTime();
        want(SelectionKey.OP_READ, true);
        if (!busy && (unread.length > 0 || streamEnded || tls.mayHoldText())) {
            guarded(() -> decrypt(restored().flip()));
        }
    }

    /** Throws away what the client still sends, for a while, so that it comes to read our reply; then closes. */
    void drain(long seconds) {
        if (mode == Mode.RECEIVING) {
            mode = Mode.DRAINING;
            lingerUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            resume();
        }
    }

    /** Sends text; {@link DataTask#onFlushed()} follows when the network stack has it all, and then more may be sent. */
    void send(ByteBuffer text) {
        guarded(() -> {
            tls.encrypt(text);
            unflushed = true;
            flush();
        });
    }

    /** Sends text, then close_notify and FIN; {@link DataTask#onFlushed()} follows. */
    void sendAndFinish(ByteBuffer text) {
        guarded(() -> {
            tls.encrypt(text);
            finish();
        });
    }

    private void finish() throws IOException {
        if (!finishing) {
            finishing = true;
            mode = Mode.DRAINING;
            lingerUntil = System.nanoTime() + rules.readTimeout().toNanos();
            tls.finish();
            flush();
            resume();
        }
    }

    @Override
    public void onReady() {
        guarded(() -> {
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        });
    }

    private void read() throws IOException {
        ByteBuffer room = room();
        if (room == null) {
            want(SelectionKey.OP_READ, false);
            return;
        }
        int most = Math.max(Math.max(room.remaining(), TlsPipe.MAX_RECORD_BYTES), unread.length + 1);
        ByteBuffer cipherText = restored();
        cipherText.limit(Math.min(cipherText.capacity(), most));
        int count = channel.read(cipherText);
        streamEnded = count < 0;
        if (count > 0) {
            lastProgress = System.nanoTime();
        }
        decrypt(cipherText.flip());
    }

    private ByteBuffer restored() {
        ByteBuffer cipherText = loop.cipherText().put(unread);
        unread = NOTHING;
        return cipherText;
    }

    private @Nullable ByteBuffer room() {
        return switch (mode) {
            case RECEIVING -> task == null ? NO_ROOM : task.room();
            case DRAINING -> loop.waste();
            case WAITING, CLOSED -> NO_ROOM;
        };
    }

    private void decrypt(ByteBuffer cipherText) throws IOException {
        busy = true;
        try {
            boolean more = true;
            while (more && mode != Mode.CLOSED && !inputEnded) {
                ByteBuffer room = room();
                more = room != null && advance(cipherText, room);
                if (room == null) {
                    pause();
                }
            }
        } finally {
            busy = false;
        }
        if (cipherText.hasRemaining() && mode != Mode.CLOSED && !inputEnded) {
            unread = new byte[cipherText.remaining()];
            cipherText.get(unread);
        }
    }

    /** One step; true when another one can follow at once. */
    private boolean advance(ByteBuffer cipherText, ByteBuffer room) throws IOException {
        TlsPipe.Progress progress = tls.decrypt(cipherText, room);
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
            case NEEDS_INPUT -> streamEnded && endInput(false);
        };
    }

    private boolean pause() {
        want(SelectionKey.OP_READ, false);
        return false;
    }

    private boolean endInput(boolean properly) throws IOException {
        if (!tls.isEstablished()) {
            fail(TransferFault.NO_CONNECTION);
        } else if (mode == Mode.WAITING) {
            pause();
        } else {
            boolean tell = mode == Mode.RECEIVING;
            inputEnded = true;
            pause();
            finish();
            if (tell && task != null) {
                task.onEnd(properly);
            }
            flush();
        }
        return false;
    }

    private void flush() throws IOException {
        while (mode != Mode.CLOSED) {
            if (sending == null) {
                sending = tls.takeOutgoing();
            }
            if (!sending.hasRemaining()) {
                sending = null;
                want(SelectionKey.OP_WRITE, false);
                onAllSent();
                return;
            }
            if (channel.write(sending) == 0) {
                want(SelectionKey.OP_WRITE, true);
                return;
            }
            lastProgress = System.nanoTime();
            sending = sending.hasRemaining() ? sending : null;
        }
    }

    private void onAllSent() throws IOException {
        if (unflushed && task != null) {
            unflushed = false;
            task.onFlushed();
        }
        if (finishing && !channel.socket().isOutputShutdown()) {
            channel.shutdownOutput();
            lingerUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINGER_SECONDS);
            if (task != null) {
                task.onFlushed();
            }
        }
        if (finishing && inputEnded) {
            close();
        }
    }

    private void want(int operation, boolean wanted) {
        if (key.isValid()) {
            int now = key.interestOps();
            int then = wanted ? now | operation : now & ~operation;
            if (then != now) {
                key.interestOps(then);
            }
        }
    }

    @Override
    public void onTick(long now) {
        if (mode == Mode.CLOSED) {
            return;
        }
        if (mode == Mode.DRAINING && now - lingerUntil >= 0) {
            fail(TransferFault.TIMED_OUT);
            return;
        }
        boolean ours = mode == Mode.RECEIVING && (key.interestOps() & SelectionKey.OP_READ) == 0 && sending == null;
        if (!ours && now - lastProgress >= rules.readTimeout().toNanos()) {
            rules.events().publish(PrinterEvent.Kind.TIMED_OUT, localPort, from, "DATA");
            fail(TransferFault.TIMED_OUT);
        }
    }

    @Override
    public void onFault() {
        fail(TransferFault.INTERNAL);
    }

    private void sayGoodbye() {
        try {
            if (sending != null) {
                channel.write(sending);
            }
            boolean between = sending == null || !sending.hasRemaining();
            if (between && tls.isEstablished() && !finishing) {
                tls.finish();
                channel.write(tls.takeOutgoing());
            }
        } catch (IOException e) {
            // The peer is gone already and needs no goodbye.
            finishing = true;
        }
        sending = null;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (SSLException e) {
            onTlsFailure();
        } catch (IOException e) {
            fail(TransferFault.RESET);
        }
    }

    private void onTlsFailure() {
        boolean handshake = !tls.isEstablished();
        if (handshake) {
            rules.events().publish(PrinterEvent.Kind.TLS_FAILED, localPort, from, tls.failure());
        }
        try {
            flush();
        } catch (IOException e) {
            // The alert does not reach the peer; the connection ends below in any case.
            sending = null;
        }
        fail(handshake ? TransferFault.TLS : TransferFault.RESET);
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
    void close() {
        if (mode == Mode.CLOSED) {
            return;
        }
        mode = Mode.CLOSED;
        unread = NOTHING;
        sayGoodbye();
        tls.dispose();
        try {
            channel.close();
        } catch (IOException e) {
            // A socket that cannot be closed leaves nothing to do.
            key.cancel();
        }
    }
}
