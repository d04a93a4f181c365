package org.printfarm.host.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.CheckView;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: results on standard output, everything else on standard error. */
final class Console {

    private static final String COLUMN_GAP = "  ";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintWriter out;
    private final PrintWriter err;

    Console(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    /** Whether people read standard output as it comes. Where the system does not tell, it is not said. */
    static boolean isTerminal() {
        try {
            String output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException untold) {
            return false;
        }
    }

    /** One line of the result. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** The whole result as one JSON document. */
    void json(Object document) {
        try {
            line(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that is no JSON", e);
        }
    }

    /** A result, as JSON where that was asked for and otherwise as people read it; returns {@link ExitCodes#FINE}. */
    <T> int result(boolean asJson, T document, Consumer<T> people) {
        if (asJson) {
            json(document);
        } else {
            people.accept(document);
        }
        return ExitCodes.FINE;
    }

    /** One part of a result that is too long for one document, on a line. */
    void jsonLine(Object document) {
        try {
            line(JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that is no JSON", e);
        }
    }

    /** One line that is no result. */
    void note(String text) {
        err.println(text);
        err.flush();
    }

    /** Every mistake and every warning, a line each. */
    void problems(CheckView found) {
        found.warnings().forEach(problem -> note("warning: " + problem));
        found.problems().forEach(problem -> note("error: " + problem));
    }

    /** Why something could not be done, and what the process ends with for it. */
    int failure(FarmException e) {
        problems(e.problems());
        if (e.problems().ok()) {
            note("error: " + SafeText.line(e.getMessage() + (e.mend().isEmpty() ? "" : "; " + e.mend())));
        }
        return e.isUsage() ? ExitCodes.USAGE : ExitCodes.FAILED;
    }

    /** Rows under headings, the columns as wide as they need to be. */
    void table(List<String> headings, List<List<String>> rows) {
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> Math.max(
                        headings.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
        line(padded(headings, widths));
        rows.forEach(row -> line(padded(row, widths)));
    }

    private static String padded(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths[column] - cells.get(column).length()))
                .collect(Collectors.joining(COLUMN_GAP))
                .stripTrailing();
    }
}
