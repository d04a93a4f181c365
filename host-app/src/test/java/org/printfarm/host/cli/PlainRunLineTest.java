package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The short way to read a {@code run} line never says anything else than picocli. */
final class PlainRunLineTest {

    private static final List<String> WORDS = List.of(
            "run",
            "check",
            "-c",
            "--config",
            "--exit-when-ready",
            "farm.yaml",
            "a b.yaml",
            "-x",
            "--help",
            "@file",
            "");

    @Test
    void saysWhatPicocliSaysOfEveryShortLine() {
        int understood = 0;
        for (List<String> line : lines(4)) {
            String[] arguments = line.toArray(String[]::new);
            Optional<PlainRunLine> plain = PlainRunLine.of(arguments);
            if (plain.isPresent()) {
                understood++;
                assertThat(plain.get()).as("%s", line).isEqualTo(byPicocli(arguments));
            }
        }
        assertThat(understood).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run -c farm.yaml",
                "run --config farm.yaml",
                "run --exit-when-ready",
                "run -c farm.yaml --exit-when-ready",
                "run --exit-when-ready -c farm.yaml"
            })
    void readsTheUsualLines(String line) {
        assertThat(PlainRunLine.of(line.split(" "))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "run -c",
                "run --config=farm.yaml",
                "run -cfarm.yaml",
                "run --help",
                "run farm.yaml",
                "run -c -c",
                "run -c @farm.yaml",
                "run -c a -c b",
                "run --exit-when-ready --exit-when-ready",
                "RUN",
                "-c farm.yaml run"
            })
    void leavesTheOthersToPicocli(String line) {
        assertThat(PlainRunLine.of(line.split(" "))).isEmpty();
    }

    @Test
    void picocliKnowsNoFurtherOptionOfRun() {
        CommandSpec run = new CommandLine(new RunCommand(setup -> {
                    throw new AssertionError("nothing is started");
                }))
                .getCommandSpec();
        assertThat(run.options().stream().map(OptionSpec::longestName))
                .as("an option that is new here belongs into PlainRunLine, or at least into the words above")
                .containsExactlyInAnyOrder("--config", "--exit-when-ready", "--help", "--version");
        assertThat(run.positionalParameters()).isEmpty();
    }

    private static PlainRunLine byPicocli(String... arguments) {
        ParseResult run = commandLine().parseArgs(arguments).subcommand();
        assertThat(run.commandSpec().name()).isEqualTo("run");
        assertThat(run.unmatched()).isEmpty();
        Path file = run.matchedOptionValue("--config", null);
        return new PlainRunLine(file, run.hasMatchedOption("--exit-when-ready"));
    }

    private static CommandLine commandLine() {
        return FarmCommand.commandLine(
                setup -> {
                    throw new AssertionError("nothing is started");
                },
                "run");
    }

    /** Every line of at most so many words. */
    private static List<List<String>> lines(int words) {
        List<List<String>> all = new ArrayList<>(List.of(List.of()));
        List<List<String>> last = all;
        for (int i = 0; i < words; i++) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> line : last) {
                for (String word : WORDS) {
                    List<String> extended = new ArrayList<>(line);
                    extended.add(word);
                    longer.add(extended);
                }
            }
            all = new ArrayList<>(all);
            all.addAll(longer);
            last = longer;
        }
        return all;
    }
}
