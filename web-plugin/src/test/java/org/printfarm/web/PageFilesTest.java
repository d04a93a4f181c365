package org.printfarm.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's files hold together, and each language says all that the page says. */
final class PageFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/web");
    private static final Pattern WHOLE_KEY = Pattern.compile("\\bt\\(\"([^\"]*[^.\"])\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");
    private static final Pattern PRELOADED = Pattern.compile("modulepreload\" href=\"/([^\"]+)\"");

    @Test
    void everyTextOfTheScriptsIsThere() throws IOException {
        Set<String> texts = keys(texts().path("en"));
        assertThat(found(WHOLE_KEY, scripts())).isNotEmpty().isSubsetOf(texts);
    }

    @Test
    void everyLanguageHasTheSameTexts() throws IOException {
        Set<String> english = keys(texts().path("en"));
        for (Map.Entry<String, JsonNode> language : texts().properties()) {
            assertThat(keys(language.getValue())).as(language.getKey()).isEqualTo(english);
        }
    }

    @Test
    void theFirstAnswerNamesEveryScriptSoThatNoneWaitsForAnother() throws IOException {
        String index = Files.readString(FOLDER.resolve("index.html"));
        Set<String> imported = found(IMPORT, scripts());
        assertThat(found(PRELOADED, List.of(index))).isEqualTo(imported);
        assertThat(imported).allSatisfy(name -> assertThat(FOLDER.resolve(name)).exists());
    }

    /** A strict policy forbids these in a browser; here it is told before. */
    @Test
    void nothingIsWrittenIntoTheDocumentAndNothingComesFromElsewhere() throws IOException {
        assertThat(scripts())
                .allSatisfy(script -> assertThat(script)
                        .doesNotContain(
                                "innerHTML", "insertAdjacentHTML", "document.write", "eval(", "http://", "https://"));
    }

    private static JsonNode texts() throws IOException {
        return new JsonMapper().readTree(FOLDER.resolve("texts.json").toFile());
    }

    private static Set<String> keys(JsonNode language) {
        return language.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, List<String> texts) {
        Set<String> found = new TreeSet<>();
        for (String text : texts) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }

    private static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
