package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.printfarm.host.access.Needs;

/** What {@code openapi.json} says of rights and documents is what the host has. */
final class ApiDocumentsTest {

    private static final String VIEW = "org.printfarm.host.view.";
    private static final String REFERENCE = "#/components/schemas/";

    /** What the web plugin makes itself. */
    private static final Set<String> OF_THE_PLUGIN = Set.of("ProblemDocument", "Stored", "DryRun");

    /** Verbs that are no methods of {@link Farm}. */
    private static final Map<String, String> BESIDE = Map.of("upload", "SUBMIT", "content", "FETCH", "events", "SEE");

    private final JsonNode file = read();

    @Test
    void everyOperationNamesTheRightOfItsVerb() {
        int operations = 0;
        for (JsonNode path : file.path("paths")) {
            for (JsonNode operation : path) {
                String verb = operation.path("x-verb").asText();
                if (!verb.isEmpty()) {
                    operations++;
                    assertThat(operation.path("x-right").asText()).as(verb).isEqualTo(right(verb));
                }
            }
        }
        assertThat(operations).isGreaterThan(20);
    }

    private static String right(String verb) {
        return Optional.ofNullable(BESIDE.get(verb)).orElseGet(() -> {
            Method method = Verbs.of(verb).orElseThrow();
            return method.getAnnotation(Needs.class).value().name();
        });
    }

    @Test
    void everySchemaIsTheDocumentOfItsName() throws ClassNotFoundException {
        for (Map.Entry<String, JsonNode> schema :
                file.path("components").path("schemas").properties()) {
            if (!OF_THE_PLUGIN.contains(schema.getKey())) {
                Class<?> type = view(schema.getKey());
                Set<String> parts = Arrays.stream(type.getRecordComponents())
                        .map(ApiDocumentsTest::name)
                        .collect(Collectors.toSet());
                assertThat(names(schema.getValue().path("properties")))
                        .as(schema.getKey())
                        .isEqualTo(parts);
            }
        }
    }

    /** What an operation answers is what its verb returns. */
    @Test
    void everyAnswerIsTheDocumentOfItsVerb() {
        for (Map.Entry<String, JsonNode> path : file.path("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                JsonNode schema = operation
                        .path("responses")
                        .path("200")
                        .path("content")
                        .path("application/json")
                        .path("schema");
                Optional<Method> verb = Verbs.of(operation.path("x-verb").asText());
                if (verb.isPresent() && !schema.isMissingNode()) {
                    String expected = schemaOf(verb.get().getGenericReturnType());
                    String told = (schema.has("items") ? schema.path("items") : schema)
                            .path("$ref")
                            .asText();
                    assertThat(told).as(path.getKey()).isEqualTo(REFERENCE + expected);
                }
            }
        }
    }

    private static String schemaOf(Type type) {
        if (type instanceof ParameterizedType list) {
            return schemaOf(list.getActualTypeArguments()[0]);
        }
        return type.getTypeName().substring(VIEW.length()).replace("$", "");
    }

    private static String name(RecordComponent part) {
        JsonProperty renamed = part.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? part.getName() : renamed.value();
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static Class<?> view(String schema) throws ClassNotFoundException {
        int end = schema.indexOf("View") + "View".length();
        return Class.forName(
                end == schema.length() ? VIEW + schema : VIEW + schema.substring(0, end) + "$" + schema.substring(end));
    }

    private static JsonNode read() {
        Path path = Path.of("..", "web-plugin", "src", "main", "resources", "web", "openapi.json");
        try {
            return new JsonMapper().readTree(path.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
