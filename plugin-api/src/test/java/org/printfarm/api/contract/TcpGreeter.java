package org.printfarm.api.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.api.settings.SettingsReader;

/** The smallest service that keeps the contract: greets whoever connects. One thread for each printer, so not for farms. */
public final class TcpGreeter implements PrinterServiceFactory<Integer> {

    private static final int DEFAULT_PORT = 4000;
    private static final long END_MILLIS = 2000;

    @Override
    public String type() {
        return "greeter";
    }

    @Override
    public Integer readSettings(SettingsReader settings) {
        return settings.port("port", DEFAULT_PORT);
    }

    @Override
    public List<PortClaim> claims(Printer printer, Integer port) {
        return List.of(PortClaim.tcp(printer.bindAddress(), port));
    }

    @Override
    public PrinterService create(PrinterContext context, Integer port) {
        return new Greeting(
                claims(context.printer(), port).get(0),
                context.printer().identity().name());
    }

    @Override
    public void close() {}

    private static final class Greeting implements PrinterService {

        private final PortClaim claim;
        private final byte[] text;
        private @Nullable ServerSocket socket;
        private @Nullable Thread thread;
        private boolean closed;

        Greeting(PortClaim claim, String name) {
            this.claim = claim;
            this.text = name.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public ServiceStatus start() {
            if (closed) {
                return new ServiceStatus.Stopped();
            }
            if (socket == null) {
                try {
                    socket = listen();
                } catch (BindException e) {
                    return ServiceStatus.of(List.of(PortStatus.down(claim, fault(e))));
                } catch (IOException e) {
                    return ServiceStatus.of(List.of(PortStatus.down(claim, new Fault(FaultCode.NETWORK, "no socket"))));
                }
            }
            return ServiceStatus.of(List.of(PortStatus.listening(claim)));
        }

        private ServerSocket listen() throws IOException {
            ServerSocket server = new ServerSocket();
            try {
                server.setReuseAddress(true);
                server.bind(new InetSocketAddress(claim.address(), claim.firstPort()));
            } catch (IOException e) {
                server.close();
                throw e;
            }
            thread = new Thread(() -> greet(server), "greeter");
            thread.setDaemon(true);
            thread.start();
            return server;
        }

        private void greet(ServerSocket server) {
            while (!server.isClosed()) {
                greetNext(server);
            }
        }

        /** Trouble ends this one greeting only. */
        private void greetNext(ServerSocket server) {
            try (Socket peer = server.accept();
                    OutputStream out = peer.getOutputStream()) {
                out.write(text);
            } catch (IOException e) {
                // the peer is gone, or the server was closed: nobody is left to greet
            }
        }

        private static Fault fault(BindException e) {
            boolean missing = String.valueOf(e.getMessage()).contains("assign requested address");
            return missing
                    ? new Fault(FaultCode.ADDRESS_MISSING, "the address is on no interface: add it")
                    : new Fault(FaultCode.PORT_IN_USE, "the port is taken: stop the other program");
        }

        /** The kernel frees the port only when the accepting thread has let go of it: so this waits for it. */
        @Override
        public void close() {
            closed = true;
            try {
                if (socket != null) {
                    socket.close();
                }
                if (thread != null) {
                    thread.join(END_MILLIS);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
