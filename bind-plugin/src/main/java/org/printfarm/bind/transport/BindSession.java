package org.printfarm.bind.transport;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.DefaultTransportMetadata;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.transport.socket.DefaultSocketSessionConfig;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;
import org.printfarm.bind.exchange.BindConnection;

/**
 * One connection as MINA sees it. MINA's own session looks its addresses up anew and keeps what belongs to the exchange in a
 * hash table; here they are fields, set once by the thread that accepted the connection.
 */
class BindSession extends NioSession implements BindConnection.Holder {

    /** What a connection reads into at first, bytes: a request has 58, and idle connections should cost little. */
    static final int READ_BUFFER_BYTES = 256;

    /** What a read buffer may grow to, bytes: a ClientHello or a request of the full size at once. */
    static final int MAX_READ_BUFFER_BYTES = 4_096;

    private static final TransportMetadata METADATA = new DefaultTransportMetadata(
            "nio", "bind", false, true, InetSocketAddress.class, SocketSessionConfig.class, IoBuffer.class);

    /** How its processor looks after it; only that thread asks. */
    enum Watch {
        /** Not by its processor yet. */
        NONE,
        /** Its processor has it, and is to read it once before it registers it with the selector. */
        FRESH,
        /** By the selector. */
        SELECTOR
    }

    private final SocketChannel socket;
    private final @Nullable InetSocketAddress local;
    private final @Nullable InetSocketAddress peer;
    private @Nullable BindConnection connection;
    private Watch watch = Watch.NONE;

    BindSession(
            BindAcceptor acceptor,
            BindProcessor processor,
            SocketChannel socket,
            @Nullable InetSocketAddress local,
            @Nullable InetSocketAddress peer) {
        super(processor, acceptor, socket);
        this.socket = socket;
        this.local = local;
        this.peer = peer;
        DefaultSocketSessionConfig sizes = new DefaultSocketSessionConfig();
        sizes.setMaxReadBufferSize(MAX_READ_BUFFER_BYTES);
        sizes.setMinReadBufferSize(READ_BUFFER_BYTES);
        sizes.setReadBufferSize(READ_BUFFER_BYTES);
        this.config = sizes;
    }

    @Override
    public @Nullable BindConnection connection() {
        return connection;
    }

    /** Before a processor has it. */
    void attach(BindConnection its) {
        connection = its;
    }

    /** The peer has reset it. */
    void wasReset() {
        if (connection != null) {
            connection.peerReset();
        }
    }

    /** Something of ours failed with it: it ends. */
    void fail() {
        if (connection == null) {
            closeNow();
        } else {
            connection.fault();
        }
    }

    Watch watch() {
        return watch;
    }

    void watchedBy(Watch now) {
        watch = now;
    }

    @Override
    public SocketChannel getChannel() {
        return socket;
    }

    @Override
    public TransportMetadata getTransportMetadata() {
        return METADATA;
    }

    @Override
    public SocketSessionConfig getConfig() {
        return (SocketSessionConfig) config;
    }

    @Override
    public @Nullable InetSocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public @Nullable InetSocketAddress getRemoteAddress() {
        return peer;
    }

    @Override
    public @Nullable InetSocketAddress getServiceAddress() {
        return local;
    }
}
