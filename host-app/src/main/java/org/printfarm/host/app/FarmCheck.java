package org.printfarm.host.app;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.printfarm.api.service.PortClaim;
import org.printfarm.host.config.ClusterRules.Replicas;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.plugin.PluginReport;
import org.printfarm.host.preflight.PortProbe;
import org.printfarm.host.service.PlannedService;
import org.printfarm.host.tls.CertificateInspection;
import org.printfarm.host.tls.FarmCertificates;
import org.printfarm.host.tls.TlsStoreException;
import org.printfarm.host.view.CaView;
import org.printfarm.host.view.CheckView;

/** What is known of a farm without starting it. */
public final class FarmCheck {

    private FarmCheck() {}

    /**
     * What a check found.
     *
     * @param view the document
     * @param isReadable whether the configuration itself is without a mistake
     * @param summary the farm in a few words
     */
    public record Result(CheckView view, boolean isReadable, String summary) {}

    /**
     * Tells what would stop a farm from starting. Starts nothing, writes nothing.
     *
     * @param source which farm
     */
    public static Result check(FarmSource source) {
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
                        + farm.plan().services().size() + " services" + doorOnly(farm.config());
            }
        }
        return new Result(FarmSource.told(problems), readable, summary);
    }

    /**
     * The farm's CA. It is made if the farm never ran.
     *
     * @param source which farm
     */
    public static CaView ca(FarmSource source) throws FarmException {
        return ca(source.read());
    }

    static CaView ca(FarmConfig config) throws FarmException {
        try (HostCopies copies = HostCopies.of(config)) {
            FarmCertificates certificates = FarmCertificates.open(config.data(), config.name(), Clock.systemUTC());
            copies.keep();
            return new CaView(
                    certificates.caPem(),
                    certificates.caFingerprint(),
                    certificates.caNotAfter().toString());
        } catch (IOException | TlsStoreException e) {
            throw new FarmException(FarmException.UNUSABLE, e);
        }
    }

    private static String doorOnly(FarmConfig config) {
        int count = config.printers().size() - config.dialled().size();
        return count == 0
                ? ""
                : "; " + count + " without an address, to which slicers send through the print-host door";
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
        CertificateInspection.of(config.data(), config.keys(), config.dialled(), Clock.systemUTC(), problems);
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
        Set<Inet4Address> later = AddressCheck.check(farm.config(), problems);
        PortProbe probe = running.map(PortProbe::beside)
                .orElseGet(PortProbe::new)
                .lookingAround(farm.plan().services().stream()
                        .map(service -> service.printer().bindAddress())
                        .filter(address -> !later.contains(address))
                        .distinct()
                        .toList());
        farm.config()
                .cluster()
                .replicas()
                .map(Replicas::claim)
                .flatMap(probe::trouble)
                .ifPresent(text ->
                        problems.mistake(new Problem(farm.config().source(), 0, 0, "farm.cluster.listen", text)));
        Map<String, List<PlannedService<?>>> byPrinter = farm.plan().services().stream()
                .collect(Collectors.groupingBy(service -> service.printer().id()));
        for (PrinterEntry entry : farm.config().printers()) {
            if (later.contains(entry.printer().bindAddress())) {
                continue;
            }
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
}
