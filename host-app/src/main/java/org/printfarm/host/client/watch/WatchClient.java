package org.printfarm.host.client.watch;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.printfarm.api.service.Authenticator;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.ClientException.Code;
import org.printfarm.host.client.watch.MqttPackets.Received;
import org.printfarm.host.view.PrinterSnapshot;
import org.printfarm.host.view.WatchedPrinter;

/**
 * Follows one printer's status over MQTT, as a slicer does. {@link #connect} first, then {@link #follow} from the same
 * thread; {@link #close} from any thread ends it.
 */
public final class WatchClient implements AutoCloseable {

    /** How long a slicer goes without a status before it gives the printer up. Source: protocol notes, section 4. */
    public static final Duration SLICER_PATIENCE = Duration.ofSeconds(30);

    /** How often a slicer that heard nothing asks again, and how often this client shows that it is alive. */
    private static final Duration PING = Duration.ofSeconds(20);

    private static final String PUSH_ALL =
            "{\"pushing\":{\"sequence_id\":\"0\",\"command\":\"pushall\",\"version\":1,\"push_target\":1}}";
    private static final int ACCEPTED = 0;
    private static final int NOT_NOW = 3;
    private static final int BAD_USER_OR_CODE = 4;
    private static final int NOT_AUTHORISED = 5;

    private final WatchTarget target;
    private final SSLSocket socket;
    private final DataInputStream in;
    private final ScheduledExecutorService pings;
    private final WatchedPrinter printer;
    private volatile boolean closed;

    private WatchClient(WatchTarget target, SSLSocket socket) throws ClientException, IOException {
        this.target = target;
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        this.printer = new WatchedPrinter(
                socket.getInetAddress().getHostAddress(),
                target.port(),
                target.serial().or(() -> TlsDial.serial(certificate)),
                socket.getSession().getProtocol(),
                TlsDial.fingerprint(certificate));
        this.pings = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "watch-ping");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Connects, logs in and subscribes.
     *
     * @param target whom to watch
     * @return a client that is ready to follow; the caller closes it
     * @throws ClientException when the printer cannot be reached or does not let us in; its message says why
     */
    public static WatchClient connect(WatchTarget target) throws ClientException {
        SSLSocket socket = TlsDial.dial(target.host(), target.port());
        WatchClient client;
        try {
            client = new WatchClient(target, socket);
        } catch (IOException e) {
            throw new ClientException(Code.TLS_FAILED, "the printer showed no certificate", e);
        }
        try {
            client.login();
            return client;
        } catch (IOException | ClientException e) {
            client.close();
            throw e instanceof ClientException told ? told : client.ended((IOException) e);
        }
    }

    /**
     * Who answered.
     *
     * @return the same at every call
     */
    public WatchedPrinter printer() {
        return printer;
    }

    /**
     * Tells of the first status and of each change after it. Blocks until {@link #close} is called.
     *
     * @param onChange gets each snapshot that differs from the one before, on this thread
     * @throws ClientException when the printer is gone or silent for as long as a slicer would wait
     */
    public void follow(Consumer<PrinterSnapshot> onChange) throws ClientException {
        PrinterSnapshot known = PrinterSnapshot.UNKNOWN;
        long lastStatus = System.nanoTime();
        try {
            socket.setSoTimeout(Math.toIntExact(SLICER_PATIENCE.toMillis()));
            while (!closed) {
                PrinterSnapshot before = known;
                Optional<PrinterSnapshot> next =
                        MqttPackets.read(in).payload().flatMap(payload -> StatusReader.read(payload, before));
                if (next.isPresent()) {
                    lastStatus = System.nanoTime();
                    known = next.get();
                    if (!known.saysTheSameAs(before)) {
                        onChange.accept(known);
                    }
                } else if (System.nanoTime() - lastStatus > SLICER_PATIENCE.toNanos()) {
                    throw new SocketTimeoutException();
                }
            }
        } catch (IOException e) {
            if (!closed) {
                throw ended(e);
            }
        }
    }

    /** Says goodbye and closes the connection. May be called twice. */
    @Override
    public void close() {
        boolean first = !closed;
        closed = true;
        pings.shutdownNow();
        try (socket) {
            if (first) {
                send(MqttPackets.disconnect());
            }
        } catch (IOException gone) {
            // The other side was faster: the connection is closed either way.
            return;
        }
    }

    private void login() throws IOException, ClientException {
        String clientId = "watch-" + UUID.randomUUID();
        send(MqttPackets.connect(
                clientId, Authenticator.USER, target.accessCode().revealClearText()));
        Received ack = MqttPackets.read(in);
        if (ack.type() != MqttPackets.CONNACK || ack.body().remaining() < 2) {
            throw new ClientException(Code.BAD_PACKET, "what came is not MQTT");
        }
        int answer = ack.body().get(1);
        if (answer == BAD_USER_OR_CODE || answer == NOT_AUTHORISED) {
            throw new ClientException(Code.WRONG_CODE, "the access code is wrong");
        }
        if (answer == NOT_NOW) {
            throw new ClientException(Code.REFUSED, "the printer takes no logins from here now: try again in a minute");
        }
        if (answer != ACCEPTED) {
            throw new ClientException(Code.REFUSED, "the printer refused the login with return code " + answer);
        }
        send(MqttPackets.subscribe("device/" + printer.serial().orElse("+") + "/report"));
        if (printer.serial().isPresent()) {
            askForAll();
        }
        long period = PING.toSeconds();
        var unused = pings.scheduleAtFixedRate(this::showLife, period, period, TimeUnit.SECONDS);
    }

    private void askForAll() throws IOException {
        send(MqttPackets.publish("device/" + printer.serial().orElseThrow() + "/request", PUSH_ALL));
    }

    private void showLife() {
        try {
            send(MqttPackets.ping());
        } catch (IOException gone) {
            // The thread that reads sees it as well, and says so.
            pings.shutdown();
        }
    }

    private void send(byte[] packet) throws IOException {
        synchronized (socket) {
            socket.getOutputStream().write(packet);
            socket.getOutputStream().flush();
        }
    }

    private ClientException ended(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return new ClientException(Code.TIMED_OUT, "connected, but the printer says nothing", e);
        }
        if (e instanceof EOFException || e instanceof SocketException) {
            return new ClientException(Code.CLOSED, "the printer closed the connection", e);
        }
        return new ClientException(
                Code.CLOSED, "the connection broke (" + e.getClass().getSimpleName() + ")", e);
    }
}
