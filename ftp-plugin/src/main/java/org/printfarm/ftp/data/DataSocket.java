package org.printfarm.ftp.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.tls.TlsPipe;

/**
 * A data connection's session and its TLS: what is sent, when bytes last moved, and how it ends. It never blocks. Guarded by its
 * connection, except for {@link #wantInput} and {@link #touch}.
 */
final class DataSocket {

    private final NioSession session;
    private final TlsPipe tls;
    private final DataRules rules;
    private final int localPort;
    private final Countdown silence;
    private Optional<Countdown> linger = Optional.empty();
    private boolean finishing;
    private int writes;
    private long lastIo;

    DataSocket(IoSession session, int localPort, DataRules rules) {
        this.session = (NioSession) session;
        this.localPort = localPort;
        this.rules = rules;
        this.silence = new Countdown(rules.readTimeout());
        this.tls = new TlsPipe(rules.engines().get());
    }

    /** Whether the handshake is over. */
    boolean isSecured() {
        return tls.isEstablished();
    }

    /** As {@link TlsPipe#decrypt}, and sends what the handshake has to say. */
    TlsPipe.Progress decrypt(ByteBuffer cipherText, ByteBuffer room) throws SSLException {
        TlsPipe.Progress progress = tls.decrypt(cipherText, room);
        flush();
        return progress;
    }

    /** Encrypts text, to be sent by {@link #flush} or {@link #finish}. */
    void encrypt(ByteBuffer text) throws SSLException {
        tls.encrypt(text);
    }

    /** Nothing but close_notify and FIN follow what was encrypted. Does nothing the second time. */
    void finish() {
        if (!finishing) {
            finishing = true;
            tls.finish();
            linger(rules.readTimeout());
        }
        flush();
    }

    boolean isFinishing() {
        return finishing;
    }

    /** Hands what is encrypted to MINA. */
    void flush() {
        ByteBuffer out = tls.takeOutgoing();
        if (out.hasRemaining()) {
            writes++;
            session.write(IoBuffer.wrap(out));
        }
    }

    /** The network stack has taken what one {@link #flush} handed over. */
    void onWritten() {
        writes--;
    }

    /** Whether the network stack has it all. */
    boolean isFlushed() {
        return writes == 0;
    }

    /** Sends FIN, and waits so long for the client to end its side. */
    void shutDownOutput(Duration length) throws IOException {
        ((SocketChannel) session.getChannel()).shutdownOutput();
        linger(length);
    }

    /** Reads from now on, or lets TCP slow the client down. */
    void wantInput(boolean wanted) {
        if (wanted) {
            session.resumeRead();
        } else {
            session.suspendRead();
        }
    }

    boolean isInputWanted() {
        return !session.isReadSuspended();
    }

    boolean isClosing() {
        return session.isClosing();
    }

    /** Counts as if bytes had moved: whoever waits for the client begins to wait now. */
    void touch() {
        silence.restart();
    }

    /** Whether no byte has moved for the read time-out. To be asked again and again. */
    boolean isSilent(long now) {
        if (session.getLastIoTime() != lastIo) {
            lastIo = session.getLastIoTime();
            touch();
        }
        return silence.isOver(now);
    }

    /** Waits so long for the client to end its side. */
    void linger(Duration length) {
        linger = Optional.of(new Countdown(length));
    }

    boolean isLingerOver(long now) {
        return linger.filter(end -> end.isOver(now)).isPresent();
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
        rules.events().publish(kind, localPort, (InetSocketAddress) session.getRemoteAddress(), code);
    }

    /** Closes soon, with a close_notify or the alert of a failure as far as the network stack takes it. */
    void close() {
        try {
            if (tls.isEstablished() && !finishing) {
                tls.finish();
            }
            if (isFlushed()) {
                session.getChannel().write(tls.takeOutgoing());
            }
        } catch (IOException e) {
            // The peer is gone already and needs no goodbye.
            touch();
        }
        session.closeNow();
    }

    /** The session is gone. */
    void dispose() {
        tls.dispose();
    }
}
