package org.example.hello;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import org.printfarm.api.net.BindFaults;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.ServiceStatus;

/** The protocol for one printer: expected trouble is a status with a code, and the host calls {@link #start} again. */
final class HelloService implements PrinterService {

    private final HelloFactory factory;
    private final PrinterContext context;
    private final PortClaim claim;
    private final byte[] greeting;
    private AsynchronousServerSocketChannel server;
    private boolean closed;

    HelloService(HelloFactory factory, PrinterContext context, PortClaim claim, HelloSettings settings) {
        this.factory = factory;
        this.context = context;
        this.claim = claim;
        String line =
                settings.greeting() + " from " + context.printer().identity().name() + "\n";
        this.greeting = line.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized ServiceStatus start() {
        if (closed) {
            return new ServiceStatus.Stopped();
        }
        try {
            if (server == null) {
                server = listen();
            }
            return ServiceStatus.of(List.of(PortStatus.listening(claim)));
        } catch (IOException trouble) {
            return ServiceStatus.of(List.of(down(trouble)));
        }
    }

    private AsynchronousServerSocketChannel listen() throws IOException {
        AsynchronousServerSocketChannel channel = AsynchronousServerSocketChannel.open(factory.group());
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(claim.address(), claim.firstPort()));
        } catch (IOException trouble) {
            channel.close();
            throw trouble;
        }
        channel.accept(channel, new Greeter());
        return channel;
    }

    private final class Greeter
            implements CompletionHandler<AsynchronousSocketChannel, AsynchronousServerSocketChannel> {

        @Override
        public void completed(AsynchronousSocketChannel peer, AsynchronousServerSocketChannel channel) {
            channel.accept(channel, this);
            greet(peer);
        }

        @Override
        public void failed(Throwable trouble, AsynchronousServerSocketChannel channel) {
            lost(trouble);
        }
    }

    /** So short a text fits into the socket's empty buffer: the write is done when the call returns. */
    private void greet(AsynchronousSocketChannel peer) {
        try (peer) {
            InetSocketAddress from = (InetSocketAddress) peer.getRemoteAddress();
            if (context.isOwnProbe(from) || !context.mayAnswer()) {
                return;
            }
            Future<Integer> unused = peer.write(ByteBuffer.wrap(greeting));
            context.publish(new PrinterEvent(
                    PrinterEvent.Kind.COMMAND, "hello", claim.firstPort(), from, "GREETED", greeting.length));
        } catch (IOException gone) {
            // the peer has left: nobody to greet
        }
    }

    /** Accepting ended without our doing, for instance for want of file descriptors: tell the host, which retries. */
    private synchronized void lost(Throwable trouble) {
        if (!closed) {
            stopListening();
            context.report(ServiceStatus.of(List.of(down(trouble))));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopListening();
    }

    private void stopListening() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException ignored) {
                // it is of no further use either way
            }
            server = null;
        }
    }

    /** The API finds the reason by trial and tells the operator the mend, with the key that chooses the port. */
    private PortStatus down(Throwable trouble) {
        InetSocketAddress local = new InetSocketAddress(claim.address(), claim.firstPort());
        return PortStatus.down(claim, BindFaults.of(claim.transport(), local, "port", trouble));
    }
}
