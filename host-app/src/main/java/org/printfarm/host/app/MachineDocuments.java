package org.printfarm.host.app;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.driver.MachineFault;
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
                report.reason().orElse(null),
                word(report.status().activity()),
                words(report.status().capabilities()),
                report.gate(),
                report.job().orElse(null),
                report.queued());
    }

    /** A machine of a farm that does not run. */
    static MachineView view(Machine<?> machine) {
        MachineDescription known = machine.description();
        return new MachineView(
                machine.entry().id(),
                machine.entry().driver().type(),
                known.model().map(PrinterModel::displayName).orElse(null),
                known.serial().orElse(null),
                known.address().orElse(null),
                "stopped",
                "the farm does not run",
                "unknown",
                words(known.capabilities()),
                false,
                null,
                0);
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
