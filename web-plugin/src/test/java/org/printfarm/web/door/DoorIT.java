package org.printfarm.web.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.web.RunningWeb;

/**
 * What slicers send to an OctoPrint, byte for byte as their request code and libcurl put it on the wire. Source: protocol notes,
 * section 10.
 */
final class DoorIT {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String BOUNDARY = "------------------------d74496d66958873e";
    private static final String CONTENT = "PK\3\4 the file \0\r\n--\r\n".repeat(5_000);

    @TempDir
    private Path folder;

    private RunningWeb web;

    @BeforeEach
    void start() throws IOException {
        web = new RunningWeb(Files.writeString(folder.resolve("job.3mf"), "the file"));
        web.farm.documents.put(
                "printers", "[{\"id\":\"bay-1\",\"send-to\":null},{\"id\":\"bay-2\",\"send-to\":\"left\"}]");
        web.farm.documents.put(
                "wall",
                "{\"printers\":[{\"id\":\"bay-1\",\"phase\":\"running\",\"percent\":40,\"remainingMinutes\":3}]}");
        web.farm.documents.put(
                "jobs", "[{\"file\":\"cube.gcode.3mf\",\"bytes\":7,\"received\":\"2026-11-28T08:00:00Z\"}]");
    }

    @AfterEach
    void stop() {
        web.close();
    }

    /** As libcurl puts it in the slicers' {@code Http::get}. */
    private String testButton(String agent, String key) {
        return "GET /print/bay-1/api/version HTTP/1.1\r\nHost: " + host() + "\r\nUser-Agent: " + agent
                + "\r\nAccept: */*\r\nX-Api-Key: " + key + "\r\n\r\n";
    }

    private String host() {
        return web.address().getAddress().getHostAddress() + ":" + web.address().getPort();
    }

    private static String field(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    /** As libcurl puts the slicers' {@code form_add_file}. */
    private static String file(String name, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--" + BOUNDARY + "--\r\n";
    }

    private static String orca(String name) {
        return field("print", "true") + field("path", "") + field("plateindex", "2") + file(name, CONTENT);
    }

    private static String prusa(String name) {
        return field("print", "false") + field("path", "") + file(name, CONTENT);
    }

    private String head(String agent, String key, String further) {
        return "POST /print/bay-1/api/files/local HTTP/1.1\r\nHost: " + host() + "\r\nUser-Agent: " + agent
                + "\r\nAccept: */*\r\n" + (key.isEmpty() ? "" : "X-Api-Key: " + key + "\r\n") + further
                + "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n\r\n";
    }

    private String upload(String body) {
        return head("OrcaSlicer/2.3.1", "all", "Content-Length: " + body.length() + "\r\n") + body;
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrcaSlicer/2.3.1", "PrusaSlicer/2.9.2", "SuperSlicer/2.5.59"})
    void theTestButtonSaysYes(String agent) throws IOException {
        Answer answer = exchange(testButton(agent, "all"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("api").asText()).isNotEmpty();
        assertThat(answer.json().path("text").asText()).startsWith("OctoPrint");
    }

    @Test
    void aWrongKeyIsRefusedInWordsThatTheSlicerShows() throws IOException {
        for (String key : List.of("other", "", "none")) {
            Answer answer = exchange(testButton("OrcaSlicer/2.3.1", key));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.head()).contains("content-type: text/plain\r\n");
        }
        assertThat(exchange(testButton("x", "other")).body()).contains("API key", "./farm keys add");
        assertThat(exchange(testButton("x", "none")).body()).isEqualTo("a viewer may not send files");
    }

    @Test
    void anUploadOfOrcaSlicerIsStoredAndItsPlatePrinted() throws IOException {
        Answer answer = exchange(upload(orca("cube.gcode.3mf")));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.head())
                .contains("location: http://" + host() + "/print/bay-1/api/files/local/cube.gcode.3mf\r\n");
        assertThat(answer.json().path("done").asBoolean()).isTrue();
        assertThat(answer.json().path("effectivePrint").asBoolean()).isTrue();
        assertThat(answer.json().at("/files/local/name").asText()).isEqualTo("cube.gcode.3mf");
        assertThat(answer.json().path("job").asText()).isEqualTo("1");
        assertThat(web.farm.calls).contains("upload[bay-1, cube.gcode.3mf]", "print[OptionalInt[2]]");
        assertStored();
    }

    private void assertStored() {
        assertThat(web.farm.contents).singleElement().isEqualTo(CONTENT.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(web.farm.thrownAway).hasValue(0);
    }

    @Test
    void anUploadOfPrusaSlicerIsStoredOnly() throws IOException {
        Answer answer = exchange(upload(prusa("cube.gcode.3mf")));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("effectivePrint").asBoolean()).isFalse();
        assertThat(web.farm.calls).noneMatch(call -> call.startsWith("print["));
        assertStored();
    }

    /** Qt writes its parts in another order, and the wish to print last. */
    @Test
    void anUploadOfCuraIsPrinted() throws IOException {
        String type = "Content-Type: text/plain\r\n";
        String boundary = "boundary_.oOo._MTIzNDU2Nzg5MA==";
        String body = ("--B\r\n" + type + "Content-Disposition: form-data; name=\"path\"\r\n\r\n\r\n--B\r\n"
                        + "Content-Type: application/octet-stream\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"cube.gcode\"\r\n\r\n" + CONTENT
                        + "\r\n--B\r\n" + type
                        + "Content-Disposition: form-data; name=\"select\"\r\n\r\ntrue\r\n--B\r\n"
                        + type + "Content-Disposition: form-data; name=\"print\"\r\n\r\ntrue\r\n--B--\r\n")
                .replace("--B", "--" + boundary);
        Answer answer = exchange("POST /print/bay-1/api/files/local HTTP/1.1\r\nHost: " + host()
                + "\r\nUser-Agent: Cura/5.9 OctoPrintPlugin/3.7\r\nX-Api-Key: all\r\n"
                + "Content-Type: multipart/form-data; boundary=\"" + boundary + "\"\r\nMIME-Version: 1.0\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: Keep-Alive\r\n"
                + "Accept-Encoding: gzip, deflate\r\nAccept-Language: en,*\r\n\r\n" + body);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(web.farm.calls).contains("upload[bay-1, cube.gcode]", "print[OptionalInt.empty]");
        assertStored();
    }

    @Test
    void aBodyInChunksIsTheSame() throws IOException {
        StringBuilder body = new StringBuilder();
        String form = orca("cube.gcode.3mf");
        for (int at = 0, size = 1; at < form.length(); at += size, size = size % 9_000 + 611) {
            String piece = form.substring(at, Math.min(form.length(), at + size));
            body.append(Integer.toHexString(piece.length()))
                    .append("\r\n")
                    .append(piece)
                    .append("\r\n");
        }
        String head = head("OrcaSlicer/2.3.1", "all", "Transfer-Encoding: chunked\r\n");
        assertThat(exchange(head + body + "0\r\n\r\n").status()).isEqualTo(201);
        assertStored();
    }

    @Test
    void aClientThatWaitsForAWordGetsIt() throws IOException {
        String form = orca("cube.gcode.3mf");
        String length = "Content-Length: " + form.length() + "\r\nExpect: 100-continue\r\n";
        try (Connection client = new Connection()) {
            client.send(head("OrcaSlicer/2.3.1", "all", length));
            assertThat(client.receive().status()).isEqualTo(100);
            client.send(form);
            assertThat(client.receive().status()).isEqualTo(201);
        }
        try (Connection client = new Connection()) {
            client.send(head("OrcaSlicer/2.3.1", "other", length));
            assertThat(client.receive().status()).isEqualTo(403);
        }
        assertStored();
    }

    @Test
    void aKeyInTheQueryIsAKey() throws IOException {
        String form = prusa("cube.gcode.3mf");
        String head = head("x", "", "Content-Length: " + form.length() + "\r\n");
        assertThat(exchange(head.replace("local HTTP", "local?apikey=all HTTP") + form)
                        .status())
                .isEqualTo(201);
        assertThat(exchange(head.replace("local HTTP", "local?apikey=other HTTP") + form)
                        .status())
                .isEqualTo(403);
        assertThat(exchange(head.replace("local HTTP", "local?apikey=%zz HTTP") + form)
                        .status())
                .isEqualTo(400);
        assertStored();
    }

    @Test
    void theFileGoesOnWhileItComes() throws IOException {
        String request = upload(orca("cube.gcode.3mf"));
        int half = request.length() / 2;
        try (Connection client = new Connection()) {
            client.send(request.substring(0, half));
            await().until(() -> web.farm.received.get() > half / 2);
            client.send(request.substring(half));
            assertThat(client.receive().status()).isEqualTo(201);
            client.send(testButton("OrcaSlicer/2.3.1", "all"));
            assertThat(client.receive().status()).isEqualTo(200);
        }
        assertStored();
    }

    @Test
    void aBrokenUploadLeavesNothing() throws IOException {
        String request = upload(orca("cube.gcode.3mf"));
        try (Connection client = new Connection()) {
            client.send(request.substring(0, request.length() / 2));
            await().until(() -> web.farm.received.get() > 0);
        }
        await().until(() -> web.farm.thrownAway.get() == 1);
        String cut = orca("cube.gcode.3mf").substring(0, 50_000);
        assertThat(exchange(upload(cut)).status()).isEqualTo(400);
        assertThat(web.farm.thrownAway).hasValue(2);
        assertThat(web.farm.stored).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "no-room.gcode.3mf,507,the disk is full",
        "no-archive.gcode.3mf,415,the archive would unpack without bound",
        "no-plate.gcode.3mf,409,the file is stored as job 1",
    })
    void aRefusalIsReadByWhoIsStillSending(String name, int status, String words) throws IOException {
        Answer answer = exchange(upload(orca(name)));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(words);
        assertThat(answer.head()).contains("content-type: text/plain\r\n");
    }

    @Test
    void whoReadsOnlyWhenAllIsSentReadsTheRefusalToo() throws IOException {
        Answer answer = exchange(upload(file("no-room.gcode.3mf", "x".repeat(900_000))));
        assertThat(answer.status()).isEqualTo(507);
        int tooLarge = 16_000_000;
        String head = head("x", "all", "Content-Length: " + tooLarge + "\r\n");
        assertThat(exchange(head + "x".repeat(tooLarge)).status()).isEqualTo(413);
    }

    /** More of them than there are threads. */
    @Test
    void whoIsRefusedAndSendsNothingMoreKeepsNobodyWaiting() throws IOException {
        List<Connection> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                Connection client = new Connection();
                silent.add(client);
                String key = i % 2 == 0 ? "all" : "other";
                client.send(head("x", key, "Content-Length: 1000\r\n").replace("/bay-1/", "/no-such/"));
                assertThat(client.receive().status()).isIn(403, 404);
            }
            assertThat(exchange(testButton("OrcaSlicer/2.3.1", "all")).status()).isEqualTo(200);
        } finally {
            for (Connection client : silent) {
                client.close();
            }
        }
    }

    @Test
    void whatIsNoUploadIsRefused() throws IOException {
        assertThat(exchange(upload(orca("a.3mf").replace("\r\n\r\n2\r\n", "\r\n\r\n0\r\n")))
                        .body())
                .startsWith("plateindex: expected");
        assertThat(exchange(upload(field("print", "true") + "--" + BOUNDARY + "--\r\n"))
                        .body())
                .isEqualTo("there is no file in the form");
        String head = "POST /print/bay-1/api/files/local HTTP/1.1\r\nHost: " + host() + "\r\nX-Api-Key: all\r\n";
        assertThat(exchange(head + "Content-Length: 2\r\n\r\n{}").status()).isEqualTo(400);
        assertThat(exchange(head + "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(400);
        assertThat(exchange(head("x", "all", "Content-Length: 9999999999\r\nExpect: 100-continue\r\n"))
                        .status())
                .isEqualTo(413);
        assertThat(web.farm.stored).hasValue(0);
    }

    @Test
    void aPoolIsThePrinterThatSendsToIt() throws Exception {
        assertThat(get("/print/left/api/version").statusCode()).isEqualTo(200);
        assertThat(get("/print/other/api/version").statusCode()).isEqualTo(404);
        assertThat(get("/print/bay-1/api/none").statusCode()).isEqualTo(404);
        assertThat(get("/print/bay-1").statusCode()).isEqualTo(404);
        assertThat(web.send("POST", "/print/bay-1/api/job", "{}", "X-Api-Key", "all")
                        .statusCode())
                .isEqualTo(405);
        exchange(upload(prusa("cube.3mf")).replace("/bay-1/", "/left/"));
        assertThat(web.farm.calls).contains("upload[bay-2, cube.3mf]");
    }

    @Test
    void whatSlicersAskForIsThere() throws Exception {
        JsonMapper json = new JsonMapper();
        JsonNode job = json.readTree(get("/print/bay-1/api/job").body());
        assertThat(job.path("state").asText()).isEqualTo("Printing");
        assertThat(job.at("/job/file/name").asText()).isEqualTo("cube.gcode.3mf");
        assertThat(job.at("/progress/completion").asInt()).isEqualTo(40);
        assertThat(job.at("/progress/printTimeLeft").asInt()).isEqualTo(180);
        JsonNode printer = json.readTree(get("/print/bay-1/api/printer").body());
        assertThat(printer.at("/state/flags/printing").asBoolean()).isTrue();
        JsonNode files = json.readTree(get("/print/bay-1/api/files").body());
        assertThat(files.at("/files/0/size").asInt()).isEqualTo(7);
        JsonNode idle = json.readTree(get("/print/left/api/job").body());
        assertThat(idle.path("state").asText()).isEqualTo("Operational");
        assertThat(idle.at("/job/file/name").isNull()).isTrue();
        assertThat(get("/print/bay-1/api/settings").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return web.send("GET", path, "", "X-Api-Key", "all");
    }

    @Test
    void aBrowserThatIsSignedInSendsNothingHere() throws Exception {
        web.send("GET", "/sign-in/token", "");
        assertThat(web.send("GET", "/print/bay-1/api/version", "", "Cookie", "printfarm=session")
                        .statusCode())
                .isEqualTo(403);
        assertThat(exchange(testButton("x", "all").replace("Host: " + host(), "Host: evil.example"))
                        .status())
                .isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expect: 100-continue", "Expect:", "Transfer-Encoding: chunked"})
    void curlSendsAFile(String header) throws Exception {
        Path file = Files.write(folder.resolve("cube.gcode.3mf"), CONTENT.getBytes(StandardCharsets.ISO_8859_1));
        String said =
                curl("-H", header, "-F", "print=true", "-F", "path=", "-F", "plateindex=3", "-F", "file=@" + file);
        assertThat(said).endsWith(" 201").contains("\"effectivePrint\":true");
        assertThat(web.farm.calls).contains("print[OptionalInt[3]]");
        assertStored();
    }

    @Test
    void curlIsToldWhyAFileIsNotTaken() throws Exception {
        Path file = Files.write(folder.resolve("no-room.gcode.3mf"), new byte[1_000_000]);
        assertThat(curl("-F", "print=true", "-F", "file=@" + file)).isEqualTo("the disk is full 507");
        Path large = Files.write(folder.resolve("large.gcode.3mf"), new byte[8_000_000]);
        assertThat(curl("-F", "print=true", "-F", "file=@" + large)).endsWith("bytes 413");
    }

    private String curl(String... further) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-w", " %{http_code}", "-H", "X-Api-Key: all"));
        command.addAll(List.of(further));
        command.add(web.farm.page() + "print/bay-1/api/files/local");
        Process curl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(curl.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        return Files.readString(folder.resolve("said"));
    }

    private Answer exchange(String request) throws IOException {
        try (Connection client = new Connection()) {
            client.send(request);
            return client.receive();
        }
    }

    private record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        JsonNode json() throws IOException {
            return new JsonMapper().readTree(body);
        }
    }

    private final class Connection implements AutoCloseable {
        private final Socket socket = new Socket();
        private final InputStream in;
        private final OutputStream out;

        Connection() throws IOException {
            socket.connect(web.address());
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        Answer receive() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                assertThat(next).as("the connection ended after %s", head).isNotNegative();
                head.write(next);
            }
            String text = head.toString(StandardCharsets.US_ASCII);
            String[] parts = text.toLowerCase(Locale.ROOT).split("content-length: ", 2);
            int length = parts.length < 2 ? 0 : Integer.parseInt(parts[1].split("\r\n", 2)[0]);
            return new Answer(text.toLowerCase(Locale.ROOT), new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
