package org.printfarm.ftp.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;

/**
 * One passive port of one control session, and the one connection that may come to it. Command and connection may come in
 * either order. The port is free again as soon as the connection is there. Any thread.
 */
public final class DataLink {

    /** Connections from strangers that are turned away before the port is given up. */
    private static final int MAX_STRANGERS = 1_000;

    private final DataLoop loop;
    private final ServerSocketChannel server;
    private final DataRules rules;
    private final int port;
    private @Nullable DataConnection connection;
    private @Nullable DataTask task;
    private volatile boolean waiting = true;
    private int strangers;
    private final Countdown patience;

    /**
     * Begins to wait for the connection.
     *
     * @param loop whose thread does the work
     * @param server bound and listening; owned from now on
     * @param rules who may connect, and how
     */
    DataLink(DataLoop loop, ServerSocketChannel server, DataRules rules) {
        this.loop = loop;
        this.server = server;
        this.rules = rules;
        this.patience = new Countdown(rules.readTimeout());
        this.port = server.socket().getLocalPort();
        loop.execute(() -> listen());
    }

    private void listen() {
        try {
            loop.register(server, SelectionKey.OP_ACCEPT, new Listener());
        } catch (IOException e) {
            end(TransferFault.NO_CONNECTION);
        }
    }

    /**
     * The port the client must dial.
     *
     * @return 1 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * Where the connection lives.
     *
     * @return the loop whose thread does the work
     */
    public DataLoop loop() {
        return loop;
    }

    /**
     * Gives the connection, when it is there, its purpose. The task is told when none comes.
     *
     * @param purpose an upload or a listing
     */
    void attach(DataTask purpose) {
        loop.execute(() -> {
            task = purpose;
            patience.restart();
            if (connection != null) {
                connection.attach(purpose);
            } else if (!waiting) {
                purpose.onFailure(TransferFault.NO_CONNECTION);
            }
        });
    }

    /**
     * Whether it still waits for its connection, so that it can serve another PASV or EPSV as well.
     *
     * @return false when the client has connected or the port was given up
     */
    public boolean isWaiting() {
        return waiting;
    }

    /** Frees the port and ends the connection, unless its task has ended already. May be called twice. */
    public void close() {
        loop.execute(this::closeNow);
    }

    private void closeNow() {
        end(TransferFault.ABORTED);
        if (connection != null) {
            connection.fail(TransferFault.ABORTED);
        }
    }

    private void end(TransferFault reason) {
        closeQuietly(server);
        if (waiting) {
            waiting = false;
            if (connection == null && task != null) {
                task.onFailure(reason);
            }
        }
    }

    private static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // A socket that cannot be closed leaves nothing to do; the port stays taken and another one is used.
            return;
        }
    }

    private void accepted(SocketChannel channel) throws IOException {
        InetSocketAddress from = (InetSocketAddress) channel.getRemoteAddress();
        if (!from.getAddress().equals(rules.peer())) {
            closeQuietly(channel);
            rules.events().publish(PrinterEvent.Kind.REFUSED, port, from, "FOREIGN_DATA_PEER");
            if (++strangers >= MAX_STRANGERS) {
                end(TransferFault.NO_CONNECTION);
            }
            return;
        }
        channel.socket().setTcpNoDelay(true);
        connection = new DataConnection(loop, channel, rules);
        waiting = false;
        closeQuietly(server);
        if (task != null) {
            connection.attach(task);
        }
    }

    /** The listening socket. */
    private final class Listener implements LoopHandler {
        @Override
        public void onReady() {
            SocketChannel channel = null;
            try {
                channel = server.accept();
                if (channel != null) {
                    accepted(channel);
                }
            } catch (IOException | RuntimeException e) {
                if (channel != null) {
                    closeQuietly(channel);
                }
                end(TransferFault.NO_CONNECTION);
            }
        }

        @Override
        public void onTick(long now) {
            if (patience.isOver(now)) {
                end(TransferFault.NO_CONNECTION);
            }
        }

        @Override
        public void onFault() {
            end(TransferFault.INTERNAL);
        }
    }
}
