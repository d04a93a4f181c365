package org.printfarm.host.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.tls.FarmCertificates;
import org.printfarm.host.tls.TlsStoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm ca}. */
@Command(
        name = "ca",
        description =
                "Print the farm's CA certificate as PEM, to be appended to the slicer's printer.cer, and its SHA-256 "
                        + "fingerprint on standard error. The CA is made if the farm never ran.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm ca >> printer.cer", "  ./farm ca -c workshop.yaml --json"})
final class CaCommand implements Callable<Integer> {

    @Mixin
    private FarmSource source;

    @Option(names = "--json", description = "Print {\"pem\", \"sha256\", \"notAfter\"}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console screen = new Console(spec);
        Problems problems = new Problems();
        Optional<FarmConfig> config = source.load(ConfigLoader.Serials.PREVIEW, problems);
        if (config.isEmpty() || !problems.isClean()) {
            screen.problems(problems);
            return ExitCodes.USAGE;
        }
        try {
            print(
                    screen,
                    FarmCertificates.open(config.get().data(), config.get().name(), Clock.systemUTC()));
            return ExitCodes.FINE;
        } catch (TlsStoreException e) {
            screen.note("error: " + e.getMessage());
            return ExitCodes.USAGE;
        }
    }

    private void print(Console screen, FarmCertificates certificates) {
        if (json) {
            screen.json(new Row(
                    certificates.caPem(),
                    certificates.caFingerprint(),
                    certificates.caNotAfter().toString()));
            return;
        }
        screen.line(certificates.caPem().stripTrailing());
        screen.note("SHA-256 " + certificates.caFingerprint());
    }

    private record Row(String pem, String sha256, String notAfter) {}
}
