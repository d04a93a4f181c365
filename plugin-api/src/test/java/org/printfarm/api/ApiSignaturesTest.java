package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The API changes only together with its version: {@code src/api} has one file of signatures for each {@code major.minor} there
 * was, each of which a plugin made for an older one of its major version can go on with.
 *
 * <p>Run with {@code -Dapi.write=true} it writes the file of {@link ApiVersion#CURRENT}; see the README, Versions.
 */
final class ApiSignaturesTest {

    private static final Path FOLDER = Path.of("src", "api");
    private static final String CURRENT = minor(ApiVersion.CURRENT);

    private static final List<String> SOME = List.of(
            "a.Called: interface",
            "a.Called: public java.lang.String name()",
            "a.Written: interface",
            "a.Written: public void start()",
            ApiSignatures.DUTY + "a.Written: public void start()");

    @Test
    void theSignaturesAreThoseOfTheVersion() throws IOException {
        List<String> now = ApiSignatures.current();
        Path file = file(CURRENT);
        if (Boolean.getBoolean("api.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, String.join("\n", now) + "\n");
        }
        assertThat(file)
                .as("the signatures of version " + CURRENT + "; a new version gets its file by -Dapi.write=true")
                .exists();
        List<String> then = Files.readAllLines(file);

        assertThat(ApiSignatures.breaks(then, now))
                .as("what breaks plugins that were made for " + CURRENT
                        + ": it needs a new major version in ApiVersion")
                .isEmpty();
        assertThat(now)
                .as("an API that has grown gets a new minor version in ApiVersion, and its file by -Dapi.write=true")
                .isEqualTo(then);
    }

    @Test
    void noMinorVersionBreaksAPluginOfTheOneBefore() throws IOException {
        int major = Integer.parseInt(CURRENT.substring(0, CURRENT.indexOf('.')));
        int last = Integer.parseInt(CURRENT.substring(CURRENT.indexOf('.') + 1));
        for (int next = 1; next <= last; next++) {
            List<String> older = Files.readAllLines(file(major + "." + (next - 1)));
            List<String> newer = Files.readAllLines(file(major + "." + next));

            assertThat(ApiSignatures.breaks(older, newer))
                    .as("%d.%d", major, next)
                    .isEmpty();
        }
    }

    @Test
    void aMethodThatGoesBreaks() {
        assertThat(ApiSignatures.breaks(SOME, without("a.Called: public java.lang.String name()")))
                .containsExactly("gone: a.Called: public java.lang.String name()");
    }

    @Test
    void aMethodThatEveryPluginWouldHaveToWriteBreaks() {
        assertThat(ApiSignatures.breaks(
                        SOME,
                        with("a.Written: public int more()", ApiSignatures.DUTY + "a.Written: public int more()")))
                .containsExactly("come: " + ApiSignatures.DUTY + "a.Written: public int more()");
    }

    @Test
    void aMethodOfTheHostsAndANewTypeBreakNobody() {
        assertThat(ApiSignatures.breaks(SOME, with("a.Called: public int more()")))
                .isEmpty();
        assertThat(ApiSignatures.breaks(
                        SOME, with("a.New: interface", ApiSignatures.DUTY + "a.New: public int more()")))
                .isEmpty();
    }

    @Test
    void aMethodThatNeedsNoWritingAnyMoreBreaksNobody() {
        assertThat(ApiSignatures.breaks(SOME, without(ApiSignatures.DUTY + "a.Written: public void start()")))
                .isEmpty();
    }

    @Test
    void theLinesKnowWhoImplementsWhat() {
        assertThat(ApiSignatures.current())
                .contains(
                        "org.printfarm.api.service.PrinterService: interface",
                        ApiSignatures.DUTY + "org.printfarm.api.service.PrinterService: public void close()",
                        "org.printfarm.api.Registration: public void close()",
                        "org.printfarm.api.ApiVersion: public static final java.lang.String CURRENT")
                .doesNotContain(ApiSignatures.DUTY + "org.printfarm.api.Registration: public void close()")
                .noneMatch(line -> line.contains("BindTrial"));
    }

    private static List<String> without(String line) {
        return SOME.stream().filter(known -> !known.equals(line)).toList();
    }

    private static List<String> with(String... lines) {
        return Stream.concat(SOME.stream(), Stream.of(lines)).toList();
    }

    private static Path file(String version) {
        return FOLDER.resolve("api-signatures-" + version + ".txt");
    }

    private static String minor(String version) {
        return version.substring(0, version.lastIndexOf('.'));
    }
}
