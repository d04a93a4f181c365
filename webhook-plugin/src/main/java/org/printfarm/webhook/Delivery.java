package org.printfarm.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.PrintOrder;

/**
 * One job on its way to the receiver: posted, and done when the answer was good and the file was fetched whole, in either order. One
 * thread, which writes the file too.
 */
final class Delivery {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final long LOOK_MS = 100;
    private static final int OK = 200;

    /** At least so long, and longer for large files. */
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);

    private static final long SLOWEST_BYTES_PER_SECOND = 25 << 10;

    private final WebhookSettings settings;
    private final String machine;
    private final PrintOrder order;
    private final Driver.Progress progress;
    private final Duration patience;
    private long told;
    private boolean fetched;

    Delivery(WebhookSettings settings, String machine, PrintOrder order, Driver.Progress progress) {
        this.settings = settings;
        this.machine = machine;
        this.order = order;
        this.progress = progress;
        Duration bySize = Duration.ofSeconds(order.bytes() / SLOWEST_BYTES_PER_SECOND);
        this.patience = bySize.compareTo(LEAST_PATIENCE) > 0 ? bySize : LEAST_PATIENCE;
    }

    void run(FileLinks files, Executor workers) throws DriverException, InterruptedException {
        requireReadable();
        SignedPost post = post();
        try (FileLinks.Link link = files.publish(order.fileName())) {
            String base = settings.linkBase().map(Object::toString).orElseGet(files::base);
            byte[] body = body(base.replaceAll("/+$", "") + link.path());
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            workers.execute(() -> {
                try {
                    answer.complete(post.send(body));
                } catch (IOException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            serve(link, answer);
        } finally {
            post.abort();
        }
    }

    private void serve(FileLinks.Link link, CompletableFuture<Integer> answer)
            throws DriverException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean accepted = false;
        while (!fetched || !accepted) {
            HttpExchange request = link.requests().poll(LOOK_MS, TimeUnit.MILLISECONDS);
            if (request != null) {
                write(request);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("the delivery was given up");
            }
            accepted = answer.isDone() && AnswerStatus.isGood(settings.host(), answer);
            if (System.nanoTime() - deadline > 0) {
                throw new DriverException(
                        MachineFault.Code.TRANSFER,
                        settings.host() + (accepted ? " did not fetch the file" : " did not answer") + " within "
                                + patience.toMinutes() + " minutes",
                        true);
            }
        }
        tell(order.bytes());
    }

    private void write(HttpExchange request) throws DriverException, InterruptedException {
        try (request;
                SeekableByteChannel content = open()) {
            request.getResponseHeaders().set("Content-Type", "application/octet-stream");
            request.sendResponseHeaders(OK, order.bytes());
            copy(content, request.getResponseBody());
            fetched = true;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the delivery was given up");
            }
            // the receiver went away in the middle, and may fetch it again
        }
    }

    private void copy(SeekableByteChannel content, OutputStream to) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long sent = 0;
        while (content.read(block.clear()) >= 0) {
            to.write(block.array(), 0, block.position());
            sent += block.position();
            if (sent < order.bytes()) {
                tell(sent);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("given up");
            }
        }
        if (sent != order.bytes()) {
            throw new IOException("the stored file has another size than the record says");
        }
        to.close();
    }

    private void tell(long sent) {
        if (sent > told) {
            told = sent;
            progress.sent(sent);
        }
    }

    private void requireReadable() throws DriverException {
        try (SeekableByteChannel content = open()) {
            if (content.size() == order.bytes()) {
                return;
            }
        } catch (IOException e) {
            // told below
        }
        throw unreadable();
    }

    private SeekableByteChannel open() throws DriverException {
        try {
            return order.content().open();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static DriverException unreadable() {
        return new DriverException(
                MachineFault.Code.INTERNAL, "the stored file of the job cannot be read whole", false);
    }

    private SignedPost post() throws DriverException {
        try {
            return new SignedPost(settings.url(), settings.secret(), patience);
        } catch (IOException e) {
            throw new DriverException(
                    MachineFault.Code.UNREACHABLE, "nothing can be posted to " + settings.host(), true);
        }
    }

    private byte[] body(String url) {
        ObjectNode body = JSON.createObjectNode();
        body.put("event", "job")
                .put("machine", machine)
                .put("delivery", order.taskId())
                .put("plate", order.plate());
        body.set("job", document());
        body.putObject("file")
                .put("url", url)
                .put("name", order.fileName())
                .put("title", order.title())
                .put("bytes", order.bytes())
                .put("md5", order.md5())
                .put("sha256", order.sha256());
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable JsonNode document() {
        try {
            return JSON.readTree(order.document());
        } catch (IOException e) {
            throw new IllegalArgumentException("the host's document is not JSON", e);
        }
    }
}
