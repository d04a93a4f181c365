package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code broken/*.yaml} beside a {@code *.txt} with all that the loader and a plugin's settings say about it, in order.
 */
final class BrokenFilesTest {

    @TempDir
    private Path folder;

    static Stream<Path> brokenFiles() throws IOException, URISyntaxException {
        URL corpus = Objects.requireNonNull(BrokenFilesTest.class.getResource("broken"));
        try (Stream<Path> files = Files.list(Path.of(corpus.toURI()))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            return sources.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void everyMistakeIsNamedWithItsPlace(Path source) throws IOException {
        String name = source.getFileName().toString();
        Farms farms = loaded(source);

        Path expected = source.resolveSibling(name.replace(".yaml", ".txt"));
        assertThat(farms.messages()).containsExactlyElementsOf(Files.readAllLines(expected));
        assertThat(farms.problems().mistakes())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.line()).isPositive());
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void noMessageHoldsAnAccessCode(Path source) throws IOException {
        Farms farms = loaded(source);

        assertThat(farms.messages()).noneMatch(line -> line.contains(Farms.SECRET.substring(0, 7)));
        if (!farms.isUnreadable()) {
            assertThat(farms.config().toString()).doesNotContain(Farms.SECRET.substring(0, 7));
        }
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void messagesFollowTheFileFromTopToBottom(Path source) throws IOException {
        List<Problem> mistakes = loaded(source).problems().mistakes();

        List<Integer> lines = mistakes.stream().map(Problem::line).toList();
        assertThat(lines).isSorted();
        assertThat(Collections.frequency(lines, 0)).isZero();
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void nothingIsWrittenWhileThereIsAMistake(Path source) throws IOException {
        Path file = Files.copy(source, folder.resolve(source.getFileName().toString()));

        Farms farms = new Farms(folder).load(file, ConfigLoader.Serials.KEEP, 1);

        assumeThat(farms.problems().isClean())
                .as("only a plugin finds a mistake")
                .isFalse();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private Farms loaded(Path source) throws IOException {
        Path file = Files.copy(source, folder.resolve(source.getFileName().toString()));
        return new Farms(folder).load(file, ConfigLoader.Serials.PREVIEW, 1).readSettings();
    }
}
