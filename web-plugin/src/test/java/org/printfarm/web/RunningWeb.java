package org.printfarm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.web.http.WebSettings;

/** The service on an address of its own, before a farm that is none. */
public final class RunningWeb implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_UPLOAD = 1 << 20;

    public final FakeFarm farm;
    private final WebService service;
    private final InetSocketAddress address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public RunningWeb(Path file) throws IOException {
        farm = new FakeFarm(file);
        address = freePort(Loopback.next());
        service = new WebService(
                farm,
                new WebSettings(Optional.of(address), List.of("farm.example"), false, Optional.empty(), MAX_UPLOAD));
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
    }

    /** A port that is free now. */
    static InetSocketAddress freePort(Inet4Address on) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(on, 0));
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Sends a request with headers, names and values in turn. */
    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(farm.page() + path.substring(1)))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends bytes as they are, and reads what comes until the other side ends. */
    public String raw(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
