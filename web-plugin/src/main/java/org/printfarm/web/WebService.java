package org.printfarm.web;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmService;
import org.printfarm.api.net.BindFaults;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortClaim.Transport;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.web.api.FarmHandler;
import org.printfarm.web.door.DoorHandler;
import org.printfarm.web.http.WebServer;
import org.printfarm.web.http.WebSettings;

/** The service {@code web}: one server, on the port that is set or the first free one. */
final class WebService implements FarmService {

    private final FarmContext context;
    private final WebSettings settings;
    private @Nullable WebServer server;
    private boolean isClosed;

    WebService(FarmContext context, WebSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    @Override
    public synchronized ServiceStatus start() {
        if (isClosed) {
            return new ServiceStatus.Stopped();
        }
        WebServer running = server;
        if (running != null) {
            return running(running.address());
        }
        List<PortStatus> taken = new ArrayList<>();
        for (InetSocketAddress candidate : candidates()) {
            Optional<PortStatus> fault = open(candidate);
            if (fault.isEmpty()) {
                return running(candidate);
            }
            taken.add(fault.get());
        }
        return new ServiceStatus.Degraded(
                List.of(taken.get(0)), taken.get(0).fault().orElseThrow());
    }

    private List<InetSocketAddress> candidates() {
        return settings.listen()
                .map(List::of)
                .orElseGet(() -> IntStream.rangeClosed(WebSettings.FIRST_PORT, WebSettings.LAST_PORT)
                        .mapToObj(port -> new InetSocketAddress(WebServer.LOOPBACK, port))
                        .toList());
    }

    /** Empty when it is open now. */
    private Optional<PortStatus> open(InetSocketAddress address) {
        WebServer made = new WebServer(
                context, settings, address, new DoorHandler(context, settings, FarmHandler.of(context, settings)));
        try {
            made.start();
        } catch (IOException e) {
            return Optional.of(PortStatus.down(claim(address), BindFaults.of(Transport.TCP, address, "listen", e)));
        } catch (GeneralSecurityException e) {
            made.close();
            return Optional.of(PortStatus.down(
                    claim(address), new Fault(FaultCode.TLS_UNUSABLE, "its certificate: " + e.getMessage())));
        } catch (Exception e) {
            made.close();
            return Optional.of(PortStatus.down(
                    claim(address),
                    new Fault(
                            FaultCode.INTERNAL,
                            "the server did not start: " + e.getClass().getName())));
        }
        server = made;
        context.serves(page(address));
        return Optional.empty();
    }

    private URI page(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? settings.names().stream().findFirst().orElse("127.0.0.1")
                : address.getAddress().getHostAddress();
        return URI.create((settings.isTls() ? "https://" : "http://") + host + ":" + address.getPort() + "/");
    }

    private static ServiceStatus running(InetSocketAddress address) {
        return new ServiceStatus.Running(List.of(PortStatus.listening(claim(address))));
    }

    private static PortClaim claim(InetSocketAddress address) {
        return PortClaim.tcp((Inet4Address) address.getAddress(), address.getPort());
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
