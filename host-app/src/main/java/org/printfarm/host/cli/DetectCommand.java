package org.printfarm.host.cli;

import org.printfarm.host.app.Clients;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.DetectView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm detect}. */
@Command(
        name = "detect",
        description =
                "Ask a printer, real or virtual, who it is, as a slicer does before anything else. Waits 5 seconds.",
        footer = {
            "",
            "Examples:",
            "  ./farm detect 127.0.0.11",
            "  ./farm detect 127.0.0.12 --tls",
            "  ./farm detect 192.168.1.51 --port 3000 --json"
        })
final class DetectCommand extends ConsoleCommand {

    /** Source: protocol notes, section 1. */
    private static final int PLAIN_PORT = 3000;

    private static final int TLS_PORT = 3002;
    private static final int LAST_PORT = 65_535;

    @Parameters(paramLabel = "ADDRESS", description = "The printer's address or name.")
    private String address;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port. Default: 3000, and 3002 with --tls.",
            defaultValue = "0")
    private int port;

    @Option(names = "--tls", description = "Speak TLS. Any certificate is taken.")
    private boolean tls;

    @Option(names = "--json", description = "Print one JSON document, also when it failed.")
    private boolean json;

    @Override
    int run(Console screen) {
        int asked = port == 0 && !spec().commandLine().getParseResult().hasMatchedOption("--port")
                ? (tls ? TLS_PORT : PLAIN_PORT)
                : port;
        if (asked < 1 || asked > LAST_PORT) {
            throw usage("--port: expected 1 to 65535, got " + asked);
        }
        try {
            print(screen, Clients.detect(address, asked, tls));
            return ExitCodes.FINE;
        } catch (FarmException e) {
            if (json) {
                screen.json(new DetectView.Failure(address, asked, tls, String.valueOf(e.getMessage()), e.code()));
            } else {
                screen.note(address + ":" + asked + ": " + e.getMessage());
            }
            return ExitCodes.FAILED;
        }
    }

    private void print(Console screen, DetectView printer) {
        if (json) {
            screen.json(printer);
            return;
        }
        screen.line("serial   " + SafeText.line(printer.serial()));
        screen.line("model    " + SafeText.line(printer.model()));
        screen.line("name     " + SafeText.line(printer.name()));
        screen.line("version  " + SafeText.line(printer.version()));
        screen.line("bind     " + SafeText.line(printer.bind()));
        screen.line("connect  " + SafeText.line(printer.connect()));
        if (!printer.bind().equals("free") || !printer.connect().equals("lan")) {
            screen.note("a slicer refuses this printer: it takes only bind free and connect lan");
        }
    }
}
