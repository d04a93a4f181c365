package org.printfarm.host.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.printfarm.host.app.CaVerbs;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.TrustView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm ca install}. */
@Command(
        name = "install",
        description =
                "Append the farm's CA to the printer.cer of each slicer on this machine, with a copy of the file as it was "
                        + "beside it. What cannot be written is told, with that slicer's own way.",
        footer = {
            "",
            "A slicer's update brings its own file again: then do the same anew. Start the slicer again afterwards.",
            "",
            "Examples:",
            "  ./farm ca install",
            "  ./farm ca install --undo",
            "  ./farm ca install --file squashfs-root/resources/cert/printer.cer"
        })
final class CaInstallCommand extends OneFarmCommand {

    @Option(names = "--file", paramLabel = "FILE", description = "Another printer.cer; may be given several times.")
    private List<Path> files = List.of();

    @Option(names = "--undo", description = "Take the CA out again.")
    private boolean undo;

    @Option(names = "--json", description = "Print [{\"file\", \"state\", \"text\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        List<TrustView> found = CaVerbs.install(source(), files, undo);
        if (json) {
            screen.json(found);
        } else {
            found.forEach(one -> screen.line(line(one)));
        }
        if (found.isEmpty()) {
            screen.note(
                    "no slicer was found on this machine: name its printer.cer with --file, or take ./farm ca script to"
                            + " the machine that it runs on");
        }
        return !found.isEmpty() && found.stream().allMatch(TrustView::isDone) ? ExitCodes.FINE : ExitCodes.FAILED;
    }

    private static String line(TrustView one) {
        String state = one.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return state + "  " + SafeText.line(one.file()) + "  " + SafeText.line(one.text());
    }
}
