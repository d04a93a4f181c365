package org.printfarm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser fetches before it shows the wall, as it comes over the wire. */
final class PageWeightIT {

    /** For 200 printers and as many machines, but without pictures, which come as they are scrolled to. */
    private static final int MAX_BYTES = 150 * 1024;

    private static final int PRINTERS = 200;
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"/([a-z.-]+)\"");

    @TempDir
    private Path folder;

    @Test
    void theWallOfTwoHundredPrintersIsSmall() throws Exception {
        try (RunningWeb web = new RunningWeb(folder)) {
            Fetcher client = new Fetcher(web.farm.page(), HttpClient.newHttpClient());
            web.farm.documents.put("wall", "{\"printers\":" + list(PageWeightIT::printer) + "}");
            web.farm.documents.put("machines", list(PageWeightIT::machine));
            List<String> paths = new ArrayList<>(List.of("", "api/v1/session", "api/v1/wall", "api/v1/machines"));
            Matcher files = FILE.matcher(web.send("GET", "/", "").body());
            while (files.find()) {
                paths.add(files.group(1));
            }
            assertThat(paths).contains("page.js", "nodes.js", "texts.json", "page.css");
            int bytes = 0;
            for (String path : paths) {
                bytes += client.bytesOf(path);
            }
            assertThat(bytes).isLessThan(MAX_BYTES);
        }
    }

    private static String list(java.util.function.IntFunction<String> one) {
        return IntStream.rangeClosed(1, PRINTERS).mapToObj(one).collect(Collectors.joining(",", "[", "]"));
    }

    private static String printer(int number) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"bay-%d\",\"name\":\"Bay %d\",\"model\":\"P1S\",\"phase\":\"running\",\"percent\":%d,\"layer\":%d,"
                        + "\"layers\":%d,\"remainingMinutes\":%d,\"trouble\":false}",
                number,
                number,
                number % 100,
                number * 3,
                number * 7,
                number * 11);
    }

    private static String machine(int number) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"m-%d\",\"driver\":\"bambu\",\"model\":\"P1S\",\"serial\":\"01P00A39%07d\",\"address\":\"192.168.1.%d\","
                        + "\"connection\":\"online\",\"reason\":\"has job %d\",\"activity\":\"printing\",\"can\":[\"deliver\",\"start\"],"
                        + "\"gate\":false,\"job\":\"%d\",\"queued\":%d,\"print\":{\"title\":\"part %x\",\"percent\":%d,\"layer\":%d,"
                        + "\"layers\":300,\"remainingMinutes\":%d},\"trays\":[{\"unit\":0,\"slot\":0,\"material\":\"PLA\",\"colour\":\"%06X\","
                        + "\"preset\":\"GFL99\",\"remainingPercent\":%d},{\"unit\":0,\"slot\":1,\"material\":\"PETG\",\"colour\":\"%06X\","
                        + "\"preset\":\"GFG99\",\"remainingPercent\":%d}],\"faults\":[]}",
                number,
                number * 7_919,
                number,
                number * 13,
                number * 13,
                number % 4,
                number * 104_729,
                number % 100,
                number,
                number * 5,
                number * 65_537,
                number % 100,
                number * 77_777,
                number % 90);
    }

    /** Takes answers packed, and counts them as they come. */
    private record Fetcher(URI page, HttpClient client) {

        int bytesOf(String path) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(page.resolve(path))
                            .header("Accept-Encoding", "gzip")
                            .header("Authorization", "Bearer all")
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            int headers = answer.headers().map().entrySet().stream()
                    .mapToInt(entry -> entry.getKey().length()
                            + entry.getValue().toString().length()
                            + 2)
                    .sum();
            return answer.body().length + headers;
        }
    }
}
