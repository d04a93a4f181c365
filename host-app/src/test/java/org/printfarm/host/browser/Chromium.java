package org.printfarm.host.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's Chromium without a screen, spoken to over its DevTools protocol on a port of 127.0.0.1. */
public final class Chromium implements AutoCloseable {

    /** Generous, for slow machines. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final ConcurrentMap<Integer, CompletableFuture<JsonNode>> answers;

    /** What the tabs told, each with the id of its session. */
    final Queue<JsonNode> events;

    private Chromium(Process process, WebSocket socket, Inbound inbound) {
        this.process = process;
        this.socket = socket;
        this.answers = inbound.answers;
        this.events = inbound.events;
    }

    /** Whether there is one. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts it with a profile of its own in a folder. */
    public static Chromium start(Path folder) throws IOException {
        Path said = folder.resolve("chromium.txt");
        ProcessBuilder program = new ProcessBuilder(List.of(
                        PROGRAM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--lang=en",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("chromium"),
                        "about:blank"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        program.environment().put("TMPDIR", folder.toString());
        Process process = program.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        String address = await().atMost(PATIENCE).until(() -> address(said), found -> !found.isEmpty());
        Inbound inbound = new Inbound();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), inbound)
                .join();
        return new Chromium(process, socket, inbound);
    }

    private static String address(Path said) throws IOException {
        Matcher line = LISTENING.matcher(Files.readString(said, StandardCharsets.UTF_8));
        return line.find() ? line.group(1) : "";
    }

    /** Opens a tab on nothing. */
    public BrowserTab open() {
        String target = call("", "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        String session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        return BrowserTab.of(this, session);
    }

    /** Calls a method of a tab; of the browser, where the session is empty. */
    JsonNode call(String session, String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        var message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        try {
            synchronized (socket) {
                socket.sendText(message.toString(), true).join();
            }
            JsonNode told = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new AssertionError(method + ": " + told.path("error"));
            }
            return told.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method, e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly()
                .onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
    }

    /** Messages come in pieces. */
    private static final class Inbound implements WebSocket.Listener {

        private final ConcurrentMap<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void take(String message) {
            try {
                JsonNode told = JSON.readTree(message);
                CompletableFuture<JsonNode> asked =
                        answers.remove(told.path("id").asInt());
                if (asked == null) {
                    events.add(told);
                } else {
                    asked.complete(told);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
