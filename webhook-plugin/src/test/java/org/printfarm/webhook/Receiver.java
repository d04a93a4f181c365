package org.printfarm.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.settings.Secret;

/** A program of an operator: checks the signature, fetches the file, answers. */
final class Receiver implements AutoCloseable {

    static final String SECRET = "a secret of 20 chars";
    static final String THREADS = "receiver";

    private static final Pattern SIGNATURE = Pattern.compile("t=(\\d+),v1=([0-9a-f]{64})");

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, THREADS));
    private volatile int jobStatus = 200;
    private volatile boolean fetchFirst = true;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(Loopback.next(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/jobs?key=not-for-logs";
    }

    void answerJobsWith(int status) {
        jobStatus = status;
    }

    void fetchAfterTheAnswer() {
        fetchFirst = false;
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!isSigned(exchange.getRequestHeaders().getFirst(SignedPost.SIGNATURE), body)) {
            faults.add("a signature is wrong");
        }
        JsonNode message = JsonMapper.builder().build().readTree(body);
        messages.add(message);
        boolean job = "job".equals(message.path("event").asText());
        boolean good = job && jobStatus == 200;
        if (good && fetchFirst) {
            fetch(message.path("file"));
        }
        exchange.sendResponseHeaders(job ? jobStatus : 200, -1);
        exchange.close();
        if (good && !fetchFirst) {
            fetch(message.path("file"));
        }
    }

    private static boolean isSigned(String header, byte[] body) {
        Matcher signature = SIGNATURE.matcher(String.valueOf(header));
        return signature.matches()
                && signature
                        .group(2)
                        .equals(SignedPost.signature(Secret.of(SECRET), Long.parseLong(signature.group(1)), body));
    }

    private void fetch(JsonNode file) {
        try (InputStream in = URI.create(file.path("url").asText()).toURL().openStream()) {
            byte[] content = in.readAllBytes();
            // The JDK takes a body that was cut off as one that ended.
            if (content.length == file.path("bytes").asLong()) {
                files.put(file.path("name").asText(), content);
            }
        } catch (IOException e) {
            faults.add("the file broke off");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
