package org.printfarm.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.web.FakeFarm;
import org.printfarm.web.RunningWeb;
import org.printfarm.web.http.Visitors;
import org.printfarm.web.http.WebSettings;

/** The file and the routes are one, and none of them answers without its right. */
final class OpenApiIT {

    @TempDir
    private Path folder;

    private record Operation(String method, String path, String verb, boolean isOpen) {}

    @Test
    void theFileListsTheRoutesAndNothingElse() throws IOException {
        FakeFarm farm = new FakeFarm(folder);
        WebSettings settings = new WebSettings(Optional.empty(), List.of(), false, Optional.empty(), 1);
        List<ApiRoute> routes = RouteTable.of(new Uploads(1), new EventFanOut(farm, new Visitors(farm, settings)));

        assertThat(operations().stream().filter(operation -> !operation.isOpen()))
                .extracting(operation -> operation.method() + " " + operation.path() + " " + operation.verb())
                .containsExactlyInAnyOrderElementsOf(routes.stream()
                        .map(route -> route.method() + " " + route.path() + " " + route.verb())
                        .toList());
    }

    @Test
    void noRouteAnswersWithoutItsRight() throws Exception {
        try (RunningWeb web = new RunningWeb(folder)) {
            for (Operation operation : operations()) {
                String path = operation.path().replaceAll("\\{\\w+}", "1");
                HttpResponse<String> unknown = web.send(operation.method(), path, "");
                HttpResponse<String> without = web.send(operation.method(), path, "", "Authorization", "Bearer none");
                if (operation.isOpen()) {
                    continue;
                }
                assertThat(unknown.statusCode()).as(operation.toString()).isEqualTo(401);
                assertThat(without.statusCode()).as(operation.toString()).isEqualTo(403);
                assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
            }
            assertThat(web.farm.calls).isEmpty();
        }
    }

    private static List<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        try (InputStream in = OpenApiIT.class.getResourceAsStream("/web/openapi.json")) {
            JsonNode file = new JsonMapper().readTree(in);
            for (Map.Entry<String, JsonNode> path : file.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    operations.add(new Operation(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            operation.getValue().path("x-verb").asText(),
                            operation.getValue().has("security")));
                }
            }
        }
        assertThat(operations).hasSizeGreaterThan(20);
        return operations;
    }
}
