package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.Inet4Address;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.job.threemf.Archives;

/** Every document of a farm that has every kind of secret, as its owner gets it, with none of them in it. */
final class SecretsOverHttpIT {

    private static final String CODE = "C0deBay1";
    private static final String FORMER = "F0rmer11";
    private static final String GUESS = "Gue55ed1";
    private static final String PASSWORD = "a pa55word of eve";
    private static final String MACHINE_SECRET = "s1xteen-and-more-of-it";
    private static final String RECEIVER = "c4pability";
    private static final String CHAT = "h00k-path";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final List<String> said = new ArrayList<>();
    private String page = "";

    @Test
    void noneIsInAnyDocumentOrLine() throws Exception {
        Inet4Address bay = Loopback.next();
        try (FarmProcess farm = FarmProcess.start(folder, "run", "-c", farm(bay).toString(), "--sign-in")) {
            farm.awaitReady().awaitOutput("page: ");
            String link = farm.out()
                    .lines()
                    .filter(line -> line.startsWith("page: "))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(".*: ", "");
            page = link.substring(0, link.indexOf("/sign-in"));
            send("GET", link.substring(page.length()), "");
            String session = cookies.getCookieStore().getCookies().get(0).getValue();
            send("POST", "/api/v1/users", "{\"name\":\"eve\",\"role\":\"operator\",\"password\":\"" + PASSWORD + "\"}");
            String key = JSON.readTree(send("POST", "/api/v1/keys", "{\"name\":\"night\",\"role\":\"admin\"}"))
                    .path("secret")
                    .asText();
            assertThat(key).isNotEmpty();
            String kiosk = JSON.readTree(send("POST", "/api/v1/keys", "{\"name\":\"hall\",\"role\":\"kiosk\"}"))
                    .path("secret")
                    .asText();
            said.clear();
            send("POST", "/api/v1/session", "{\"user\":\"eve\",\"password\":\"" + GUESS + "\"}");
            new Visitor(Loopback.next()).tryMqtt(bay, GUESS);
            upload();
            for (String path : paths()) {
                send("GET", path, "");
            }
            send("POST", "/api/v1/reload", "");
            send("POST", "/api/v1/machines/mes/test", "");

            String serial = JSON.readTree(send("GET", "/api/v1/printers", ""))
                    .path(0)
                    .path("serial")
                    .asText();
            assertThat(shownTo(kiosk))
                    .as("what hangs on the wall")
                    .contains("\"name\":\"bay-1\"")
                    .doesNotContain(bay.getHostAddress(), serial, CODE, "cube");

            String all = String.join("\n", said) + farm.err();
            assertThat(all).contains("\"id\":\"mes\"", "\"name\":\"night\"", "printfarm_service_up", "\"WRONG\"");
            assertThat(all)
                    .doesNotContain(CODE, FORMER, GUESS, PASSWORD, MACHINE_SECRET, RECEIVER, CHAT, key, session)
                    .doesNotContain(link.substring(link.lastIndexOf('/') + 1), "PRIVATE KEY", "$argon2");
        }
    }

    private Path farm(Inet4Address bay) throws IOException {
        Inet4Address web = Loopback.next();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, web)) {
            port = free.getLocalPort();
        }
        return Files.writeString(
                folder.resolve("farm.yaml"),
                String.join(
                        "\n",
                        "farm:",
                        "  name: test",
                        "  plugins: " + FarmFile.pluginsFolder(),
                        "  services: {web: {listen: '" + web.getHostAddress() + ":" + port + "'}}",
                        "  notifications: {chat: {webhook: 'http://127.0.0.1:9/" + CHAT + "', secret: " + MACHINE_SECRET
                                + "}}",
                        "machines:",
                        "  mes: {driver: webhook, url: 'http://127.0.0.1:9/" + RECEIVER + "', secret: " + MACHINE_SECRET
                                + "}",
                        "printers:",
                        "  bay-1: {model: P1S, address: " + bay.getHostAddress() + ", send-to: mes, access-code: {now: "
                                + CODE + ", before: " + FORMER
                                + ", until: 2926-12-24T00:00Z}, services: {bind: on, mqtt: on}}",
                        ""));
    }

    /** Every document that can be had, of what there is. */
    private static List<String> paths() throws IOException {
        Path file = FarmFile.pluginsFolder().resolveSibling("web-plugin/src/main/resources/web/openapi.json");
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                JSON.readTree(file.toFile()).path("paths").properties()) {
            boolean isDocument = path.getValue().has("get") && !path.getKey().endsWith("/events");
            if (isDocument) {
                String kind = path.getKey().replaceAll("/\\{.*", "");
                String id = kind.endsWith("printers") ? "bay-1" : kind.endsWith("machines") ? "mes" : "1";
                paths.add(path.getKey().replaceAll("\\{\\w+}", id));
            }
        }
        assertThat(paths).hasSizeGreaterThan(20);
        return paths;
    }

    /** All that a screen on the wall gets, which is its wall and who it is itself. */
    private String shownTo(String key) throws IOException, InterruptedException {
        HttpClient stranger = HttpClient.newHttpClient();
        StringBuilder shown = new StringBuilder();
        List<String> open = new ArrayList<>();
        for (String path : paths()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(page + path))
                    .header("Authorization", "Bearer " + key)
                    .build();
            HttpResponse<String> answer = stranger.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                open.add(path);
                shown.append(answer.body());
            }
        }
        assertThat(open)
                .contains("/api/v1/wall")
                .doesNotContain("/api/v1/printers", "/api/v1/jobs", "/api/v1/machines");
        return shown.toString();
    }

    private void upload() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(page + "/api/v1/jobs?printer=bay-1&name=cube.gcode.3mf&print=true"))
                .header("X-Printfarm", "1")
                .POST(BodyPublishers.ofByteArray(Archives.sliced("cube")))
                .build();
        said.add(client.send(request, BodyHandlers.ofString()).body());
    }

    private String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + path))
                .header("X-Printfarm", "1")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        said.add(method + " " + answer.request().uri().getPath() + " " + answer.statusCode() + "\n" + answer.body());
        return answer.body();
    }
}
