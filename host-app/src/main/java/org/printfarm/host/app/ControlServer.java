package org.printfarm.host.app;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.printfarm.host.app.ControlProtocol.Answer;
import org.printfarm.host.app.ControlProtocol.Request;
import org.printfarm.host.app.ControlProtocol.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands for the farm that runs in this process, on 127.0.0.1 alone and only to who knows the word in the {@link
 * ControlFile}. One thread accepts, at most {@value #MAX_CONNECTIONS} answer; a connection beyond that is closed at once.
 */
final class ControlServer implements AutoCloseable {

    static final int MAX_CONNECTIONS = 4;

    /** Bytes of a request: ids, paths and a job's options. */
    static final int MAX_REQUEST = 65_536;

    /** How long a request may take to come. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final Path data;
    private final Farm farm;
    private final ServerSocket server;
    private final ControlFile file;
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0, MAX_CONNECTIONS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "control");
                thread.setDaemon(true);
                return thread;
            });

    private ControlServer(Path data, Farm farm, ServerSocket server) {
        this.data = data;
        this.farm = farm;
        this.server = server;
        this.file = ControlFile.make(server.getLocalPort());
    }

    /**
     * Opens it.
     *
     * @param data the data folder, which this process holds
     * @param farm answers
     */
    static ControlServer open(Path data, Farm farm) throws IOException {
        ServerSocket socket = new ServerSocket(0, MAX_CONNECTIONS, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        ControlServer server = new ControlServer(data, farm, socket);
        try {
            server.file.write(data);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        Thread thread = new Thread(server::accept, "control-accept");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                hand(server.accept());
            } catch (IOException e) {
                pause();
            }
        }
    }

    /** Without file descriptors accepting fails at once, for as long as that lasts. */
    private void pause() {
        try {
            if (!server.isClosed()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(Socket socket) throws IOException {
        try {
            workers.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
            socket.close();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = ControlProtocol.read(socket, MAX_REQUEST, PATIENCE, Request.class);
            if (!isKnown(request.token())) {
                return;
            }
            ControlProtocol.write(socket, answer(request));
        } catch (IOException | RuntimeException e) {
            // Not the text: it may hold what came.
            LOG.debug("a command was not answered: {}", e.getClass().getName());
        }
    }

    private boolean isKnown(String token) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), file.token().getBytes(StandardCharsets.UTF_8));
    }

    private Answer answer(Request request) {
        try {
            return new Answer(ControlProtocol.JSON.valueToTree(call(request)), null);
        } catch (FarmException e) {
            return new Answer(null, Trouble.of(e));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.error("a command failed", e);
            return new Answer(null, new Trouble(FarmException.INTERNAL, "a fault of the farm: its log tells more", ""));
        }
    }

    private Object call(Request request) throws FarmException, ReflectiveOperationException {
        Method verb = Verbs.of(request.verb())
                .filter(method ->
                        method.getParameterCount() == request.arguments().size())
                .orElseThrow(() -> new FarmException(
                        FarmException.BAD_REQUEST,
                        "the farm that runs does not know this command",
                        "use the command of the farm's own version"));
        return Verbs.call(farm, verb, request.arguments());
    }

    /** Takes no more commands. A running one is not waited for. */
    @Override
    public void close() throws IOException {
        workers.shutdownNow();
        try {
            ControlFile.remove(data);
        } finally {
            server.close();
        }
    }
}
