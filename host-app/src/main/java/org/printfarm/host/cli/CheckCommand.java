package org.printfarm.host.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.plugin.PluginReport;
import org.printfarm.host.preflight.PortProbe;
import org.printfarm.host.service.PlannedService;
import org.printfarm.host.tls.CertificateInspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm check}. */
@Command(
        name = "check",
        description =
                "Tell what would stop the farm from starting: mistakes in the configuration, missing addresses, taken ports "
                        + "and by whom, missing privileges, damaged certificates, refused plugins. Starts nothing, writes nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ./farm check", "  ./farm check -c workshop.yaml --json"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private FarmSource source;

    @Option(names = "--json", description = "Print {\"ok\", \"problems\": [...], \"warnings\": [...]}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<FarmSetup> setup = FarmSetup.open(source, FarmSetup.Footprint.NONE, problems);
        boolean readable = setup.isPresent() && problems.isClean();
        String summary = "";
        if (setup.isPresent()) {
            try (FarmSetup farm = setup.get()) {
                reportPlugins(farm, problems);
                if (readable) {
                    inspectCertificates(farm.config(), problems);
                    probePorts(farm, problems);
                }
                summary = farm.config().printers().size() + " printers, "
                        + farm.plan().services().size() + " services";
            }
        }
        print(problems, summary);
        if (!readable) {
            return ExitCodes.USAGE;
        }
        return problems.isClean() ? ExitCodes.FINE : ExitCodes.FAILED;
    }

    /** A plugin that nobody needs may be bad; a service without a plugin is a mistake that the planner reports. */
    private static void reportPlugins(FarmSetup farm, Problems problems) {
        for (PluginReport report : farm.catalog().reports()) {
            if (report.state() != PluginReport.State.USED) {
                problems.warning(new Problem(
                        farm.config().plugins().resolve(report.file()),
                        0,
                        0,
                        "",
                        "plugin " + report.state().word() + ": " + report.reason()));
            }
        }
    }

    private static void inspectCertificates(FarmConfig config, Problems problems) {
        List<Printer> printers =
                config.printers().stream().map(PrinterEntry::printer).toList();
        CertificateInspection.of(config.data(), config.keys(), printers, Clock.systemUTC(), problems);
    }

    private static void probePorts(FarmSetup farm, Problems problems) {
        Optional<Long> running = HeldFile.holder(farm.config().data().resolve(FarmConfig.HOST_LOCK));
        running.ifPresent(process -> problems.warning(new Problem(
                farm.config().source(),
                0,
                0,
                "farm.data",
                "the farm is running on " + farm.config().data() + " (process " + process
                        + "), so the ports that it holds are as they should be")));
        PortProbe probe = running.map(PortProbe::beside).orElseGet(PortProbe::new);
        Map<String, List<PlannedService<?>>> byPrinter = farm.plan().services().stream()
                .collect(Collectors.groupingBy(service -> service.printer().id()));
        for (PrinterEntry entry : farm.config().printers()) {
            for (PlannedService<?> service :
                    byPrinter.getOrDefault(entry.printer().id(), List.of())) {
                probePorts(probe, service, entry, farm.config(), problems);
            }
        }
    }

    private static void probePorts(
            PortProbe probe, PlannedService<?> service, PrinterEntry entry, FarmConfig config, Problems problems) {
        String key = "printers." + entry.printer().id() + ".services." + service.type();
        for (PortClaim claim : service.claims()) {
            probe.trouble(claim)
                    .ifPresent(text ->
                            problems.mistake(new Problem(config.source(), entry.line(), entry.column(), key, text)));
        }
    }

    private void print(Problems problems, String summary) {
        Console screen = new Console(spec);
        if (json) {
            screen.json(
                    new Verdict(problems.isClean(), Finding.of(problems.mistakes()), Finding.of(problems.warnings())));
            return;
        }
        screen.problems(problems);
        screen.line(
                problems.isClean()
                        ? "ok: " + summary
                        : problems.mistakes().size() + " problems, "
                                + problems.warnings().size() + " warnings");
    }

    private record Verdict(boolean ok, List<Finding> problems, List<Finding> warnings) {}

    private record Finding(String file, int line, int column, String key, String message) {
        static List<Finding> of(List<Problem> problems) {
            return problems.stream()
                    .map(problem -> new Finding(
                            problem.file().toString(),
                            problem.line(),
                            problem.column(),
                            problem.key(),
                            problem.message()))
                    .toList();
        }
    }
}
