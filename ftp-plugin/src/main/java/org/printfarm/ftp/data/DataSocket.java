package org.printfarm.ftp.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * The socket of a data connection: what is encrypted and not sent yet, when bytes last moved, and how it ends. It never blocks.
 * On the loop's thread only.
 */
final class DataSocket {

    private final DataLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final TlsPipe tls;
    private final DataRules rules;
    private final InetSocketAddress from;
    private final int localPort;
    private @Nullable ByteBuffer sending;
    private boolean finishing;
    private final Countdown silence;
    private @Nullable Countdown linger;

    DataSocket(DataLoop loop, SocketChannel channel, DataRules rules, LoopHandler handler) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.rules = rules;
        this.from = (InetSocketAddress) channel.getRemoteAddress();
        this.localPort = channel.socket().getLocalPort();
        this.key = loop.register(channel, SelectionKey.OP_READ, handler);
        this.silence = new Countdown(rules.readTimeout());
        this.tls = new TlsPipe(rules.engines().get());
    }

    boolean isReadable() {
        return key.isValid() && key.isReadable();
    }

    boolean isWritable() {
        return key.isValid() && key.isWritable();
    }

    /** Whether the handshake is over. */
    boolean isSecured() {
        return tls.isEstablished();
    }

    /** What reads from it, for its one connection. */
    RecordReader reader(RecordReader.Receiver receiver) {
        return new RecordReader(loop, channel, tls, receiver);
    }

    /** Encrypts text, to be sent by {@link #flush}. */
    void encrypt(ByteBuffer text) throws SSLException {
        tls.encrypt(text);
    }

    /** Nothing but close_notify and FIN follow what was encrypted; true the first time. */
    boolean finish() {
        boolean first = !finishing;
        if (first) {
            finishing = true;
            tls.finish();
        }
        return first;
    }

    boolean isFinishing() {
        return finishing;
    }

    /** Sends what the network stack takes; true when nothing is left. */
    boolean flush() throws IOException {
        while (true) {
            if (sending == null) {
                sending = tls.takeOutgoing();
            }
            if (!sending.hasRemaining()) {
                sending = null;
                want(SelectionKey.OP_WRITE, false);
                return true;
            }
            if (channel.write(sending) == 0) {
                want(SelectionKey.OP_WRITE, true);
                return false;
            }
            touch();
            sending = sending.hasRemaining() ? sending : null;
        }
    }

    /** Sends FIN when all before it is sent; true the first time. */
    boolean shutDownOutput() throws IOException {
        boolean due = finishing && !channel.socket().isOutputShutdown();
        if (due) {
            channel.shutdownOutput();
        }
        return due;
    }

    /** Reads from now on, or lets TCP slow the client down. */
    void wantInput(boolean wanted) {
        want(SelectionKey.OP_READ, wanted);
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

    /** Whether neither reading nor writing is waited for: the next step is ours. */
    boolean isIdle() {
        return (key.interestOps() & SelectionKey.OP_READ) == 0 && sending == null;
    }

    /** Counts as if bytes had moved: whoever waits for the client begins to wait now. */
    void touch() {
        silence.restart();
    }

    /** Whether no byte has moved for the read time-out. */
    boolean isSilent(long now) {
        return silence.isOver(now);
    }

    /** Waits so long for the client to end its side. */
    void linger(Duration length) {
        linger = new Countdown(length);
    }

    boolean isLingerOver(long now) {
        return linger != null && linger.isOver(now);
    }

    /** Tells that TLS failed, and which fault of the transfer that is. */
    TransferFault tlsFault() {
        if (tls.isEstablished()) {
            return TransferFault.RESET;
        }
        publish(PrinterEvent.Kind.TLS_FAILED, tls.failure());
        return TransferFault.TLS;
    }

    void publish(PrinterEvent.Kind kind, String code) {
        rules.events().publish(kind, localPort, from, code);
    }

    /** Closes at once, with a close_notify or the alert of a failure as far as the network stack takes it. */
    void close() {
        sayGoodbye();
        tls.dispose();
        sending = null;
        try {
            channel.close();
        } catch (IOException e) {
            // A socket that cannot be closed leaves nothing to do.
            key.cancel();
        }
    }

    private void sayGoodbye() {
        try {
            if (sending != null) {
                channel.write(sending);
            }
            if (sending == null || !sending.hasRemaining()) {
                if (tls.isEstablished() && !finishing) {
                    tls.finish();
                }
                channel.write(tls.takeOutgoing());
            }
        } catch (IOException e) {
            // The peer is gone already and needs no goodbye.
            return;
        }
    }
}
