package org.printfarm.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.WhyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm why}: what each machine says to a job. */
@Command(
        name = "why",
        description = {
            "Say why a job waits: for each machine that it could go to, and each filament on it, whether it is ready, "
                    + "compatible (yes, but not now), unknown (something was not told) or unfit.",
            "The codes are explained in docs/matching.md."
        },
        footer = {"", "Examples:", "  ./farm why 12", "  ./farm why 12 --json"})
final class WhyCommand extends OneFarmCommand {

    @Parameters(paramLabel = "JOB", description = "The job's number.")
    private String id;

    @Option(
            names = "--json",
            description =
                    "Print {\"id\", \"state\", \"goal\", \"code\", \"text\", \"machines\": [{\"machine\", \"answer\", "
                            + "\"reasons\": [{\"code\", \"text\"}], \"channels\": [{\"filament\", \"answer\", \"code\", \"text\", "
                            + "\"tray\"}]}]}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json, asked.why(id), why -> {
                screen.line("job " + why.id() + ": " + why.state() + "; " + SafeText.line(why.text()));
                if (!why.machines().isEmpty()) {
                    screen.table(List.of("MACHINE", "FILAMENT", "ANSWER", "CODE", "WHY", "TRAY"), rows(why));
                }
            });
        }
    }

    private static List<List<String>> rows(WhyView why) {
        List<List<String>> rows = new ArrayList<>();
        for (WhyView.Machine machine : why.machines()) {
            rows.add(List.of(
                    machine.machine(),
                    "-",
                    machine.answer(),
                    machine.reasons().isEmpty()
                            ? "READY"
                            : join(machine.reasons().stream()
                                    .map(WhyView.Reason::code)
                                    .toList()),
                    machine.reasons().isEmpty()
                            ? "-"
                            : join(machine.reasons().stream()
                                    .map(WhyView.Reason::text)
                                    .toList()),
                    "-"));
            for (WhyView.Channel channel : machine.channels()) {
                rows.add(List.of(
                        machine.machine(),
                        Integer.toString(channel.filament()),
                        channel.answer(),
                        channel.code(),
                        SafeText.line(channel.text()),
                        channel.tray() == null ? "-" : channel.tray()));
            }
        }
        return rows;
    }

    private static String join(List<String> texts) {
        return texts.stream().map(SafeText::line).collect(Collectors.joining("; "));
    }
}
