package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever stands in the file: nothing is thrown, something is said, and the access code is not in it. */
final class AnyTextTest {

    private static final String SECRET = "Kn0wnC0d";
    private static final String SOUND = """
            farm: {name: shed, tls-engine: auto}
            defaults:
              model: P1S
              services: {bind: {plain-port: 3000}, mqtt: on}
            printers:
              bay-1:
                access-code: Kn0wnC0d
                address: 127.1.0.1
              bay-2: {name: "Bay 2", access-code: 'Kn0wnC0d', address: 127.1.0.2, services: {bind: off}}
            """;

    @Property(tries = 300)
    void anyBytes(@ForAll @Size(max = 200) byte[] bytes) {
        assertSomethingIsSaid(parse(bytes));
    }

    @Property(tries = 300)
    void anyPiecesOfYaml(@ForAll("yamlish") String text) {
        assertSomethingIsSaid(parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<String> yamlish() {
        return Arbitraries.of(
                        "farm",
                        "printers",
                        "defaults",
                        "services",
                        "bay-1",
                        "access-code",
                        "address",
                        "127.1.0.1",
                        ": ",
                        ":",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "- ",
                        "[",
                        "]",
                        "{",
                        "}",
                        ", ",
                        "&a ",
                        "*a ",
                        "!t ",
                        "|",
                        ">",
                        "\"",
                        "'",
                        "#",
                        "%",
                        "? ",
                        "<<",
                        "~",
                        "\\",
                        "\t",
                        "---\n",
                        "...\n",
                        "ü",
                        "🖨",
                        SECRET)
                .list()
                .ofMaxSize(40)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 300)
    void aSoundFileWithAPieceCutOut(@ForAll @IntRange(max = 380) int from, @ForAll @IntRange(max = 12) int length) {
        int start = Math.min(from, SOUND.length());
        String text = SOUND.substring(0, start) + SOUND.substring(Math.min(start + length, SOUND.length()));
        Problems problems = parse(text.getBytes(StandardCharsets.UTF_8));

        assertNoSecret(problems);
    }

    @Property(tries = 300)
    void aSoundFileWithACharacterPutIn(@ForAll @IntRange(max = 380) int at, @ForAll("marks") char mark) {
        int place = Math.min(at, SOUND.length());
        String text = SOUND.substring(0, place) + mark + SOUND.substring(place);
        Problems problems = parse(text.getBytes(StandardCharsets.UTF_8));

        assertNoSecret(problems);
    }

    @Provide
    Arbitrary<Character> marks() {
        return Arbitraries.of(
                ':', ' ', '\n', '\t', '"', '\'', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '#', '%', '\\', '-',
                'ü', '\u0000', '\u2028', '\uFEFF');
    }

    private static void assertSomethingIsSaid(Problems problems) {
        assertThat(problems.mistakes()).isNotEmpty();
    }

    private static void assertNoSecret(Problems problems) {
        assertThat(problems.mistakes()).asString().doesNotContain(SECRET);
        assertThat(problems.warnings()).asString().doesNotContain(SECRET);
    }

    private static Problems parse(byte[] bytes) {
        Problems problems = new Problems();
        Reporter reporter = new Reporter(
                Path.of("farm.yaml"), problems, new References(Path.of("/nowhere"), name -> Optional.empty()));
        SourceText.decode(bytes, reporter)
                .flatMap(text -> YamlTree.read(text, reporter))
                .ifPresent(root -> read(root, reporter));
        return problems;
    }

    private static void read(Node root, Reporter reporter) {
        if (root instanceof Node.Mapping mapping) {
            new FarmReader(reporter, SerialRegister.Keeping.MEMORY, (store, data) -> {})
                    .read(mapping, (farm, to) -> SerialRegister.inMemory(farm, new Random(1)));
        } else {
            reporter.expected("a mapping", root);
        }
    }
}
