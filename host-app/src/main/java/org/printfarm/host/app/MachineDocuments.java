package org.printfarm.host.app;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Progress;
import org.printfarm.api.driver.Tray;
import org.printfarm.host.dispatch.Machine;
import org.printfarm.host.dispatch.MachineReport;
import org.printfarm.host.view.MachineTestView;
import org.printfarm.host.view.MachineView;

/** Makes documents of machines. */
final class MachineDocuments {

    private MachineDocuments() {}

    /** A machine of a running farm. */
    static MachineView view(MachineReport report) {
        MachineDescription known = report.machine().description();
        return new MachineView(
                report.machine().entry().id(),
                report.machine().entry().driver().type(),
                known.model().map(PrinterModel::displayName).orElse(null),
                known.serial().orElse(null),
                known.address().orElse(null),
                word(report.status().connection()),
                report.reason()
                        .or(() -> report.tripped()
                                .map(why -> "its pools leave it out: " + why + "; ./farm machines arm "
                                        + report.machine().entry().id()))
                        .orElse(null),
                word(report.status().activity()),
                words(report.status().capabilities()),
                report.introduction(),
                report.gate(),
                report.job().orElse(null),
                report.queued(),
                print(report.status()),
                report.status().trays().stream().map(MachineDocuments::tray).toList(),
                report.status().faults().stream()
                        .map(fault -> new MachineView.Fault(fault.code().name(), fault.detail(), fault.text()))
                        .toList());
    }

    private static MachineView.@Nullable Print print(MachineStatus status) {
        if (status.activity() == Activity.UNKNOWN || status.activity() == Activity.IDLE) {
            return null;
        }
        Progress progress = status.progress();
        return new MachineView.Print(
                status.title().orElse(null),
                progress.percent(),
                progress.layer(),
                progress.layers(),
                progress.remainingMinutes().isPresent()
                        ? progress.remainingMinutes().getAsInt()
                        : null);
    }

    private static MachineView.Tray tray(Tray tray) {
        return new MachineView.Tray(
                tray.slot().unit(),
                tray.slot().slot(),
                tray.material().orElse(null),
                tray.colour().orElse(null),
                tray.preset().orElse(null),
                tray.remainingPercent().orElse(null));
    }

    /** A machine that this host does not reach, and why not. */
    static MachineView view(Machine<?> machine, String reason) {
        MachineDescription known = machine.description();
        return new MachineView(
                machine.entry().id(),
                machine.entry().driver().type(),
                known.model().map(PrinterModel::displayName).orElse(null),
                known.serial().orElse(null),
                known.address().orElse(null),
                "stopped",
                reason,
                "unknown",
                words(known.capabilities()),
                List.of(),
                false,
                null,
                0,
                null,
                List.of(),
                List.of());
    }

    /** A machine that was tested. */
    static MachineTestView test(String id, List<CheckStep> steps) {
        return new MachineTestView(
                id,
                steps.stream().allMatch(step -> step.fault().isEmpty()),
                steps.stream().map(MachineDocuments::step).toList());
    }

    private static MachineTestView.Step step(CheckStep step) {
        return new MachineTestView.Step(
                step.name(),
                word(step.outcome()),
                step.fault().map(fault -> fault.code().name()).orElse(null),
                step.fault().map(MachineFault::text).orElse(null));
    }

    private static List<String> words(Set<Capability> capabilities) {
        return capabilities.stream().sorted().map(MachineDocuments::word).toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
