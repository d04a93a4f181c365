package org.printfarm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;

/** Who means harm by how he sends, not by what. {@code -Dhostile.connections=10000} is the whole flood, and wants {@code ulimit -n}. */
final class HostileIT {

    private static final int FLOOD = Integer.getInteger("hostile.connections", 700);
    private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String KEY = "Authorization: Bearer all\r\n";
    private static final int BETWEEN_LOOKS_MILLIS = 50;

    @TempDir
    private Path folder;

    private RunningWeb web;

    @BeforeEach
    void start() throws IOException {
        web = new RunningWeb(Files.writeString(folder.resolve("job.3mf"), "the file"));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private Socket connect(InetAddress from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(web.address(), 30_000);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void manySlowConnectionsOfOnePeerKeepNobodyElseOut() throws Exception {
        InetAddress attacker = Loopback.next();
        int threads = Thread.activeCount();
        List<Socket> flood = new ArrayList<>();
        try {
            for (int i = 0; i < FLOOD; i++) {
                Socket slow = connect(attacker);
                flood.add(slow);
                try {
                    send(slow, "GET / HT");
                } catch (SocketException e) {
                    // It was one too many, and ended at once.
                }
            }
            assertThat(web.raw(HEALTH + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 200");
            assertThat(Thread.activeCount()).isLessThan(threads + 40);
        } finally {
            for (Socket slow : flood) {
                slow.close();
            }
        }
        try (Socket again = connect(attacker)) {
            await("room for the peer again").untilAsserted(() -> {
                try (Socket one = connect(attacker)) {
                    send(one, HEALTH + "Connection: close\r\n\r\n");
                    assertThat(one.getInputStream().readAllBytes()).isNotEmpty();
                }
            });
        }
    }

    @Test
    void aHeadThatDripsEndsAndAConnectionThatRestsBetweenTwoRequestsDoesNot() throws Exception {
        try (Socket slow = connect(Loopback.next());
                Socket good = connect(Loopback.next())) {
            send(slow, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
            send(good, HEALTH + "\r\n");
            read(good, "live\n");
            slow.setSoTimeout(BETWEEN_LOOKS_MILLIS);
            await("the end of who drips").until(() -> {
                drip(slow);
                web.farm.tick();
                return isOver(slow);
            });
            send(good, HEALTH + "\r\n");
            read(good, "live\n");
        }
    }

    private static void drip(Socket socket) {
        try {
            send(socket, "X-A: b\r\n");
        } catch (IOException e) {
            // It was ended already.
        }
    }

    private static boolean isOver(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void read(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as(text.toString()).isNotNegative();
            text.append((char) next);
        }
    }

    @Test
    void anEndlessFileEndsAtTheLimitAndNothingOfItIsStored() throws Exception {
        try (Socket socket = connect(Loopback.next())) {
            send(
                    socket,
                    "POST /api/v1/jobs?printer=bay-1&name=a.3mf HTTP/1.1\r\nHost: 127.0.0.1\r\n" + KEY
                            + "Transfer-Encoding: chunked\r\n\r\n");
            pour(socket.getOutputStream());
        }
        await().untilAsserted(() -> assertThat(web.farm.thrownAway).hasValue(1));
        assertThat(web.farm.stored).hasValue(0);
        assertThat(web.farm.received.get()).isLessThan(8 << 20);
    }

    /** 16 MiB, if they are taken. */
    private static void pour(OutputStream out) {
        byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < 256; i++) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // That is what is hoped for.
        }
    }

    @Test
    void anEndlessDocumentAndAnEndlessHeadAreRefused() throws Exception {
        assertThat(web.raw("POST /api/v1/jobs/1/send HTTP/1.1\r\nHost: 127.0.0.1\r\n" + KEY
                        + "Content-Length: 200000\r\nConnection: close\r\n\r\n" + " ".repeat(200_000)))
                .startsWith("HTTP/1.1 413");
        assertThat(web.raw("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + "x".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(web.raw("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(web.farm.calls).isEmpty();
    }

    @Test
    void oneRequestIsNeverTakenForTwo() throws Exception {
        String smuggled = web.raw("POST /api/v1/jobs/1/send HTTP/1.1\r\nHost: 127.0.0.1\r\n" + KEY
                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
                + "DELETE /api/v1/jobs/1 HTTP/1.1\r\nHost: 127.0.0.1\r\n" + KEY + "\r\n");
        assertThat(smuggled).startsWith("HTTP/1.1 400");
        assertThat(web.farm.calls).isEmpty();
    }

    @Test
    void aSessionThatWasEndedOpensNothingAgain() throws Exception {
        web.send("POST", "/api/v1/session", "{\"user\":\"eve\",\"password\":\"right password\"}");
        String[] cookie = {"Cookie", "printfarm=session", "X-Printfarm", "1"};
        assertThat(web.send("GET", "/api/v1/wall", "", cookie).statusCode()).isEqualTo(200);
        web.send("DELETE", "/api/v1/session", "", cookie);
        assertThat(web.send("GET", "/api/v1/wall", "", cookie).statusCode()).isEqualTo(401);
        assertThat(web.send("DELETE", "/api/v1/jobs/1", "", cookie).statusCode())
                .isEqualTo(401);
    }
}
