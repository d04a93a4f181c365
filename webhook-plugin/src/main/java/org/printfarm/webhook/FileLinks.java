package org.printfarm.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AnswerStatus the links of deliveries: {@code /files/TOKEN/NAME}. A GET is handed to the delivery, whose thread writes the file. Any
 * thread.
 */
final class FileLinks implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/files/([0-9a-f]{64})/[^/]*");
    private static final int TOKEN_BYTES = 32;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int TOO_MANY = 429;
    private static final int MAX_WAITING = 4;

    /** Beyond it requests wait: one that comes in slowly holds a thread. */
    private static final int MAX_HANDLERS = 32;

    private static final long IDLE_SECONDS = 5;

    private final HttpServer server;
    private final ThreadPoolExecutor handlers;
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private FileLinks(HttpServer server) {
        this.server = server;
        this.handlers = new ThreadPoolExecutor(
                MAX_HANDLERS, MAX_HANDLERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "webhook-link");
                    thread.setDaemon(true);
                    return thread;
                });
        handlers.allowCoreThreadTimeOut(true);
    }

    static FileLinks listen(InetSocketAddress address) throws IOException {
        FileLinks links = new FileLinks(HttpServer.create(address, 0));
        links.server.createContext("/", links::answer);
        links.server.setExecutor(links.handlers);
        links.server.start();
        return links;
    }

    /** A file that can be fetched until it is closed. */
    final class Link implements AutoCloseable {

        private final String token;
        private final String path;
        private final BlockingQueue<HttpExchange> requests = new LinkedBlockingQueue<>(MAX_WAITING);

        private Link(String token, String name) {
            this.token = token;
            this.path = "/files/" + token + "/"
                    + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        }

        /** The path, without the host. A secret: who has it has the file. */
        String path() {
            return path;
        }

        /** Those who wait for the file; the taker answers and closes each. */
        BlockingQueue<HttpExchange> requests() {
            return requests;
        }

        @Override
        public void close() {
            links.remove(token);
            for (HttpExchange late = requests.poll(); late != null; late = requests.poll()) {
                late.close();
            }
        }
    }

    Link publish(String name) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        Link link = new Link(HexFormat.of().formatHex(token), name);
        links.put(link.token, link);
        return link;
    }

    /** What a receiver on the same network dials. */
    String base() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        Link link = path.matches() ? links.get(path.group(1)) : null;
        if (link == null) {
            refuse(exchange, NOT_FOUND);
        } else if (!"GET".equals(exchange.getRequestMethod())) {
            refuse(exchange, WRONG_METHOD);
        } else if (!link.requests.offer(exchange)) {
            refuse(exchange, TOO_MANY);
        } else if (links.get(link.token) != link) {
            link.close();
        }
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }
}
