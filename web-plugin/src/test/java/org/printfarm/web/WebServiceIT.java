package org.printfarm.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.web.http.GivenTls;
import org.printfarm.web.http.WebServer;
import org.printfarm.web.http.WebSettings;

/** The farm over HTTP, as scripts, browsers and those who mean ill come. */
final class WebServiceIT {

    private static final String KEY = "Bearer all";
    private static final String AUTH = "Authorization";

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

    @Test
    void aDocumentComesAsTheFarmMadeIt() throws Exception {
        HttpResponse<String> answer = web.send("GET", "/api/v1/printers", "", AUTH, KEY);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[{\"id\":\"bay-1\",\"verb\":\"printers\"}]");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void whoAsksIsToldWhoHeIsAndWhatHeMay() throws Exception {
        HttpResponse<String> known = web.send("GET", "/api/v1/session", "", AUTH, KEY);
        assertThat(known.body()).contains("\"name\":\"eve\"", "\"role\":\"viewer\"", "\"jobAction\"", "\"upload\"");
        assertThat(web.send("GET", "/api/v1/session", "", AUTH, "Bearer none").body())
                .contains("\"may\":[]");
        assertThat(web.send("GET", "/api/v1/session", "").statusCode()).isEqualTo(401);
    }

    @Test
    void queriesAndPathsBecomeArguments() throws Exception {
        web.send("GET", "/api/v1/jobs?printer=bay-1&limit=7&state=waiting", "", AUTH, KEY);
        web.send("POST", "/api/v1/jobs/12/send", "{\"machine\":\"left\"}", AUTH, KEY);
        web.send("POST", "/api/v1/machines/left/pause", "{\"because\":\"new \\\"nozzle\\\"\"}", AUTH, KEY);
        assertThat(web.farm.calls)
                .containsExactly(
                        "jobs[{\"printer\":\"bay-1\",\"state\":\"waiting\",\"limit\":7}]",
                        "jobAction[\"12\", \"send\", \"left\"]",
                        "machineAction[\"left\", \"pause\", \"new \\\"nozzle\\\"\"]");
    }

    @Test
    void aRefusalIsAProblemDocument() throws Exception {
        HttpResponse<String> answer = web.send("GET", "/api/v1/jobs/no-such", "", AUTH, KEY);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"", "\"mend\":\"./farm jobs lists them\"");
        assertThat(web.send("GET", "/api/v1/jobs?limit=0", "", AUTH, KEY).statusCode())
                .isEqualTo(400);
        assertThat(web.send("GET", "/api/v1/none", "", AUTH, KEY).statusCode()).isEqualTo(404);
        HttpResponse<String> wrong = web.send("PUT", "/api/v1/printers", "", AUTH, KEY);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void aDryRunDoesNothing() throws Exception {
        assertThat(web.send("DELETE", "/api/v1/jobs/1?dry-run", "", AUTH, KEY).body())
                .contains("\"dryRun\":true");
        assertThat(web.farm.calls).containsExactly("job[\"1\"]");
        assertThat(web.send("DELETE", "/api/v1/jobs/no-such?dry-run", "", AUTH, KEY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFileComesInInPieces() throws Exception {
        HttpResponse<String> answer = web.send(
                "POST", "/api/v1/jobs?printer=bay-1&name=a.3mf&print=true&plate=2", "x".repeat(200_000), AUTH, KEY);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"id\":\"1\"", "\"printing\":true");
        assertThat(web.farm.received).hasValue(200_000);
        assertThat(web.farm.calls).containsExactly("upload[bay-1, a.3mf]", "print[OptionalInt[2]]");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItComes() throws Exception {
        String answer = web.raw("POST /api/v1/jobs?printer=bay-1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + KEY
                + "\r\nContent-Length: 9999999999\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(web.farm.calls).isEmpty();
    }

    @Test
    void theSameKeyStartsNothingTwice() throws Exception {
        String path = "/api/v1/jobs?printer=bay-1&name=a.3mf";
        String first =
                web.send("POST", path, "x", AUTH, KEY, "Idempotency-Key", "k").body();
        assertThat(web.send("POST", path, "x", AUTH, KEY, "Idempotency-Key", "k")
                        .body())
                .isEqualTo(first);
        assertThat(web.farm.stored).hasValue(1);
        for (HttpResponse<String> other : List.of(
                web.send("POST", path + "&print=true", "x", AUTH, KEY, "Idempotency-Key", "k"),
                web.send("POST", path, "y", AUTH, KEY, "Idempotency-Key", "k"))) {
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(other.body()).contains("\"code\":\"KEY_USED\"");
        }
        assertThat(web.farm.stored).hasValue(1);
    }

    @Test
    void aKeyWithAnotherDocumentIsRefused() throws Exception {
        String path = "/api/v1/jobs/7/send";
        String[] headers = {AUTH, KEY, "Idempotency-Key", "k"};
        for (String machine : List.of("left", "left", "right")) {
            assertThat(web.send("POST", path, "{\"machine\":\"" + machine + "\"}", headers)
                            .statusCode())
                    .isEqualTo(machine.equals("left") ? 200 : 422);
        }
        assertThat(web.farm.calls).containsExactly("jobAction[\"7\", \"send\", \"left\"]");
    }

    @Test
    void theFileOfAJobGoesOut() throws Exception {
        HttpResponse<String> answer = web.send("GET", "/api/v1/jobs/1/file", "", AUTH, KEY);
        assertThat(answer.body()).isEqualTo("the file");
        assertThat(answer.headers().firstValue("Content-Length")).contains("8");
    }

    @Test
    void aLinkSignsInOnceAndTheCookieIsForThisPageAlone() throws Exception {
        HttpResponse<String> answer = web.send("GET", "/sign-in/token", "");
        assertThat(answer.statusCode()).isEqualTo(303);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("printfarm=session", "HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(web.send("GET", "/sign-in/token", "").statusCode()).isEqualTo(403);
        assertThat(web.send("GET", "/api/v1/wall", "", "Cookie", "printfarm=session")
                        .statusCode())
                .isEqualTo(200);
        assertThat(web.send("GET", "/api/v1/wall", "", "Cookie", "printfarm=other")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aForeignPageDoesNothingInTheNameOfWhoIsSignedIn() throws Exception {
        web.send("GET", "/sign-in/token", "");
        String[] cookie = {"Cookie", "printfarm=session"};
        assertThat(deleted(cookie)).isEqualTo(403);
        assertThat(deleted(cookie[0], cookie[1], "X-Printfarm", "1", "Sec-Fetch-Site", "cross-site"))
                .isEqualTo(403);
        assertThat(deleted(cookie[0], cookie[1], "X-Printfarm", "1", "Origin", "http://evil.example"))
                .isEqualTo(403);
        assertThat(web.farm.calls).isEmpty();
        assertThat(deleted(cookie[0], cookie[1], "X-Printfarm", "1")).isEqualTo(200);
        assertThat(web.send(
                                "POST",
                                "/api/v1/session",
                                "{\"user\":\"eve\",\"password\":\"right password\"}",
                                "Sec-Fetch-Site",
                                "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    private int deleted(String... headers) throws IOException, InterruptedException {
        return web.send("DELETE", "/api/v1/jobs/1", "", headers).statusCode();
    }

    @Test
    void aPasswordOpensASessionThatCanBeEnded() throws Exception {
        String right = "{\"user\":\"eve\",\"password\":\"right password\"}";
        HttpResponse<String> wrong = web.send("POST", "/api/v1/session", "{\"user\":\"eve\",\"password\":\"guess\"}");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).doesNotContain("guess");
        assertThat(web.send("POST", "/api/v1/session", right).headers().firstValue("Set-Cookie"))
                .isPresent();
        web.send("DELETE", "/api/v1/session", "", "Cookie", "printfarm=session", "X-Printfarm", "1");
        assertThat(web.send("GET", "/api/v1/wall", "", "Cookie", "printfarm=session")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "", "evil.example:80", "127.0.0.1.evil.example"})
    void anotherNameThanTheFarmsIsRefused(String host) throws IOException {
        assertThat(get("/health/live", host)).startsWith("HTTP/1.1 4").doesNotContain("live\n");
    }

    @Test
    void itsOwnNamesAreTaken() throws IOException {
        for (String host : List.of("farm.example", "localhost:8880", "127.0.0.1", "192.168.1.5:1")) {
            assertThat(get("/health/live", host)).startsWith("HTTP/1.1 200").endsWith("live\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../web/page.js",
                "/%2e%2e/plugin.properties",
                "/web/page.js",
                "/..%2fweb%2fpage.js",
                "/web%2fpage.js",
                "/page.js/",
                "//page.js",
                "/.page.js",
                "/page.js%00",
                "/page.js;x=1/../../a",
                "/META-INF/extensions.idx"
            })
    void pathTricksFindNothing(String path) throws IOException {
        assertThat(get(path, "127.0.0.1")).startsWith("HTTP/1.1 4");
    }

    @Test
    void thePageIsThere() throws Exception {
        assertThat(web.send("GET", "/", "").body()).contains("<title>printfarm</title>");
        assertThat(web.send("GET", "/page.js", "").headers().firstValue("Content-Type"))
                .contains("text/javascript; charset=utf-8");
    }

    @Test
    void metricsAreInTheFormatOfPrometheus() throws Exception {
        web.farm.documents.put(
                "services",
                "[{\"printer\":\"bay-1\",\"service\":\"bind\",\"status\":\"running\",\"ports\":[{\"port\":\"tcp"
                        + " 127.0.0.1:1\",\"listening\":true}]}]");
        web.farm.documents.put(
                "machines",
                "[{\"id\":\"left\",\"connection\":\"online\",\"activity\":\"printing\",\"gate\":true,\"queued\":7}]");
        web.farm.documents.put("wall", "{\"printers\":[{\"id\":\"bay-1\",\"percent\":40}]}");
        web.farm.documents.put(
                "metrics",
                "{\"events\":[" + event("tls_failed", "\"UNKNOWN_CA\"", 3, 0) + ","
                        + event("tls_failed", "\"SENT_HANDSHAKE_FAILURE\"", 1, 0) + ","
                        + event("upload_failed", "\"DISK_FULL\"", 2, 0) + "," + event("uploaded", "null", 5, 1000)
                        + "],\"disk\":{\"free\":1000,\"size\":4000}}");
        HttpResponse<String> answer = web.send("GET", "/metrics", "", AUTH, KEY);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body().lines())
                .contains(
                        "# TYPE printfarm_service_up gauge",
                        "printfarm_service_up{printer=\"bay-1\",service=\"bind\"} 1.0",
                        "printfarm_port_listening{port=\"tcp 127.0.0.1:1\",printer=\"bay-1\",service=\"bind\"} 1.0",
                        "printfarm_machine_online{machine=\"left\"} 1.0",
                        "printfarm_machine_activity{activity=\"printing\",machine=\"left\"} 1.0",
                        "printfarm_machine_plate_gate{machine=\"left\"} 1.0",
                        "printfarm_machine_jobs_queued{machine=\"left\"} 7.0",
                        "printfarm_print_progress_percent{printer=\"bay-1\"} 40.0",
                        "# TYPE printfarm_tls_failures_total counter",
                        "printfarm_tls_failures_total{alert=\"UNKNOWN_CA\",printer=\"bay-1\"} 3.0",
                        "printfarm_tls_failures_total{alert=\"SENT_HANDSHAKE_FAILURE\",printer=\"bay-1\"} 1.0",
                        "printfarm_events_total{kind=\"tls_failed\",printer=\"bay-1\"} 4.0",
                        "printfarm_uploads_total{printer=\"bay-1\"} 5.0",
                        "printfarm_upload_bytes_total{printer=\"bay-1\"} 1000.0",
                        "printfarm_upload_failures_total{printer=\"bay-1\",reason=\"DISK_FULL\"} 2.0",
                        "printfarm_disk_free_bytes 1000.0",
                        "printfarm_disk_size_bytes 4000.0");
        List<String> documented =
                Files.readAllLines(Path.of(System.getProperty("farm.root", ".."), "docs", "metrics.md"));
        assertThat(answer.body()
                        .lines()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.split(" ")[2]))
                .allSatisfy(name -> assertThat(documented).anyMatch(line -> line.startsWith("| `" + name + "` |")));
    }

    private static String event(String kind, String code, int times, int bytes) {
        return "{\"printer\":\"bay-1\",\"kind\":\"" + kind + "\",\"code\":" + code + ",\"times\":" + times
                + ",\"bytes\":" + bytes + "}";
    }

    @Test
    void eventsComeAndAreSentAgainFromTheLastSeen() throws Exception {
        web.farm.happens("old");
        String id;
        try (Socket socket = watch("")) {
            BufferedReader lines = lines(socket);
            await().until(() -> lines.readLine().startsWith(": watching"));
            web.farm.happens("uploaded");
            id = next(lines, "id: ");
            assertThat(next(lines, "event: ")).isEqualTo("uploaded");
            assertThat(next(lines, "data: ")).isEqualTo("{\"kind\":\"uploaded\"}");
        }
        web.farm.happens("detected");
        web.farm.happens("uploaded");
        try (Socket socket = watch("Last-Event-ID: " + id + "\r\n")) {
            BufferedReader lines = lines(socket);
            assertThat(next(lines, "event: ")).isEqualTo("detected");
            assertThat(next(lines, "event: ")).isEqualTo("uploaded");
        }
        try (Socket socket = watch("Last-Event-ID: another-1\r\n")) {
            assertThat(next(lines(socket), "event: ")).isEqualTo("old");
        }
    }

    @Test
    void whoWatchesAgainAfterAFaultIsServed() throws Exception {
        try (Socket socket = watch("")) {
            BufferedReader lines = lines(socket);
            await().until(() -> lines.readLine().startsWith(": watching"));
            web.farm.breaksOff();
            await("the last chunk").until(() -> lines.readLine().equals("0"));
        }
        try (Socket socket = watch("")) {
            BufferedReader lines = lines(socket);
            await().until(() -> lines.readLine().startsWith(": watching"));
            web.farm.happens("uploaded");
            assertThat(next(lines, "event: ")).isEqualTo("uploaded");
        }
    }

    @Test
    void manyWatchersCostNoThreadEachAndLittleMemory() throws Exception {
        int before = Thread.activeCount();
        long bytesBefore = usedBytes();
        List<Socket> sockets = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                sockets.add(watch(""));
            }
            BufferedReader last = lines(sockets.get(199));
            await().until(() -> last.readLine().startsWith(": watching"));
            web.farm.happens("uploaded");
            assertThat(next(last, "event: ")).isEqualTo("uploaded");
            assertThat(Thread.activeCount()).isLessThan(before + 40);
            assertThat(usedBytes() - bytesBefore)
                    .as("of the watchers and of this side of their connections")
                    .isLessThan(20_000_000);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** On the heap and beside it. */
    private static long usedBytes() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return direct + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aSetPortThatIsTakenIsDegradedAndServedLater() throws Exception {
        InetSocketAddress address = RunningWeb.freePort(Loopback.next());
        WebService service = new WebService(
                new FakeFarm(folder), new WebSettings(Optional.of(address), List.of(), false, Optional.empty(), 1));
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(address);
            assertThat(service.start())
                    .isInstanceOfSatisfying(
                            ServiceStatus.Degraded.class,
                            degraded -> assertThat(degraded.fault().code()).isEqualTo(FaultCode.PORT_IN_USE));
        }
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
        service.close();
        service.close();
        try (ServerSocket free = new ServerSocket()) {
            free.bind(address);
        }
        assertThat(service.start()).isInstanceOf(ServiceStatus.Stopped.class);
    }

    @Test
    void theNextFreePortIsTakenWhereNoneIsSet() {
        FakeFarm farm = new FakeFarm(folder);
        FakeFarm beside = new FakeFarm(folder);
        WebSettings settings = new WebSettings(Optional.empty(), List.of(), false, Optional.empty(), 1);
        WebService first = new WebService(farm, settings);
        WebService second = new WebService(beside, settings);
        try {
            assertThat(first.start()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(second.start()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(beside.page()).isNotEqualTo(farm.page());
            assertThat(beside.page().getPort()).isBetween(8881, 8899);
        } finally {
            first.close();
            second.close();
        }
    }

    @Test
    void beyondThisMachineItSpeaksTls() throws Exception {
        int port = RunningWeb.freePort(Loopback.next()).getPort();
        FakeFarm farm = new FakeFarm(folder);
        WebService service = new WebService(
                farm,
                new WebSettings(
                        Optional.of(new InetSocketAddress("0.0.0.0", port)), List.of(), false, Optional.empty(), 1));
        try {
            assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(farm.page().getScheme()).isEqualTo("https");
            try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream()
                        .write("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200")
                        .contains("Strict-Transport-Security");
            }
        } finally {
            service.close();
        }
    }

    @Test
    void aCertificateFromFilesIsShownOnLoopbackTooAndReadAgainWhenItIsRenewed() throws Exception {
        Path store = folder.resolve("store");
        GivenTls given = given(store, "first");
        int port = RunningWeb.freePort(Loopback.next()).getPort();
        InetSocketAddress address = new InetSocketAddress(WebServer.LOOPBACK, port);
        FakeFarm farm = new FakeFarm(folder);
        WebService service =
                new WebService(farm, new WebSettings(Optional.of(address), List.of(), false, Optional.of(given), 1));
        try {
            assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(farm.page().getScheme()).isEqualTo("https");
            assertThat(shown(address)).isEqualTo("CN=first");
            given(store, "second");
            farm.tick();
            assertThat(shown(address)).isEqualTo("CN=second");
        } finally {
            service.close();
        }
    }

    /** Made by {@code openssl}; over what was there. */
    private GivenTls given(Path folder, String name) throws Exception {
        Files.createDirectories(folder);
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assumeThat(openssl.waitFor()).as("openssl makes a certificate").isZero();
        return new GivenTls(certificate, key);
    }

    private static String shown(InetSocketAddress address) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    /** Takes whatever it is shown. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Trusts the certificate of {@link TestTls} alone. */
    private static SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("farm", TestTls.shared().chain().get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Socket watch(String header) throws IOException {
        Socket socket = new Socket();
        socket.connect(web.address());
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + KEY + "\r\n" + header
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader lines, String head) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(head)) {
                return line.substring(head.length());
            }
        }
        throw new IOException("it ended before " + head);
    }

    private String get(String path, String host) throws IOException {
        return web.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
}
