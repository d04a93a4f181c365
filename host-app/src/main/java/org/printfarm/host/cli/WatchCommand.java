package org.printfarm.host.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.app.Clients;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.PrinterSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm watch}. */
@Command(
        name = "watch",
        description =
                "Connect to a printer, real or virtual, as a slicer does, and print each change of its state until Ctrl-C. "
                        + "Any certificate is taken; its fingerprint is shown.",
        footer = {
            "",
            "Examples:",
            "  ./farm watch 127.0.0.11 --code demo1234",
            "  ./farm watch 192.168.1.51 --code \"$CODE\" --json"
        })
final class WatchCommand extends ConsoleCommand {

    private static final JsonMapper LINES = new JsonMapper();

    @Parameters(paramLabel = "ADDRESS", description = "The printer's address or name.")
    private String address;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            required = true,
            description = "Its access code. Without a value it is asked for, so that nobody sees it.",
            arity = "0..1",
            interactive = true)
    private char[] code;

    @Option(names = "--port", paramLabel = "N", description = "Its MQTT port. Default: 8883.", defaultValue = "8883")
    private int port;

    @Option(names = "--serial", paramLabel = "SERIAL", description = "Its serial, where its certificate does not tell.")
    private @Nullable String serial;

    @Option(names = "--json", description = "Print one JSON document on a line of its own for each change.")
    private boolean json;

    @Override
    int run(Console screen) {
        try {
            Clients.watch(
                    address,
                    port,
                    Secret.of(new String(code)),
                    serial,
                    printer -> screen.note("connected to " + printer.address() + ":" + printer.port() + " over "
                            + printer.tls() + ", serial "
                            + SafeText.line(printer.serial().orElse("not told")) + ", certificate SHA-256 "
                            + printer.fingerprint()),
                    snapshot -> show(screen, snapshot));
            return ExitCodes.FINE;
        } catch (FarmException e) {
            screen.note(address + ":" + port + ": " + e.getMessage());
            return ExitCodes.FAILED;
        }
    }

    private void show(Console screen, PrinterSnapshot snapshot) {
        screen.line(json ? LINES.valueToTree(snapshot).toString() : SafeText.line(snapshot.toLine()));
    }
}
