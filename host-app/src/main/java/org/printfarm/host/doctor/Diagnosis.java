package org.printfarm.host.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.host.event.PeerTimelines.Moment;
import org.printfarm.host.view.DoctorView.Finding;

/** From what a client did to what is wrong with it. Pure. */
public final class Diagnosis {

    /** Where a detect goes without TLS: who leaves there without a word looked for a port. Source: protocol notes, section 1. */
    private static final int PLAIN_DETECT = 3000;

    /** Searches of one client that were answered and came to nothing. */
    private static final int SEARCHES = 3;

    private Diagnosis() {}

    /**
     * What is wrong with one client.
     *
     * @param timeline its last events, the oldest first
     * @param elsewhere the printers that tell slicers another address than they listen on
     * @return one finding for each cause and printer; empty when nothing is wrong
     */
    public static List<Finding> of(List<Moment> timeline, Set<String> elsewhere) {
        Map<String, List<Moment>> printers = new LinkedHashMap<>();
        timeline.forEach(moment -> printers.computeIfAbsent(moment.printer(), printer -> new ArrayList<>())
                .add(moment));
        List<Finding> findings = new ArrayList<>();
        printers.forEach((printer, moments) -> {
            Rule.TABLE.stream()
                    .filter(rule -> count(rule, moments) >= rule.least())
                    .map(rule -> forgotten(rule, moments).orElse(rule))
                    .map(rule -> new Finding(rule.name(), printer, rule.cause(), rule.mend()))
                    .filter(finding -> findings.stream().noneMatch(known -> isSame(known, finding)))
                    .forEach(findings::add);
            discovery(printer, moments).ifPresent(findings::add);
            if (elsewhere.contains(printer)) {
                advertised(printer, moments).ifPresent(findings::add);
            }
        });
        return findings;
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.code().equals(other.code()) && one.printer().equals(other.printer());
    }

    private static int count(Rule rule, List<Moment> moments) {
        int count = 0;
        for (int i = 0; i < moments.size(); i++) {
            PrinterEvent event = moments.get(i).event();
            if (isNamedBy(rule, event)
                    && moments.subList(i + 1, moments.size()).stream()
                            .noneMatch(later -> rule.isCuredBy(later.event(), event))) {
                count += moments.get(i).times();
            }
        }
        return count;
    }

    /** What it comes to when the client was served there before, as it is after a slicer's update; empty for all other troubles. */
    private static Optional<Rule> forgotten(Rule rule, List<Moment> moments) {
        if (!rule.name().equals(Rule.CA_NOT_TRUSTED)) {
            return Optional.empty();
        }
        for (int i = 0; i < moments.size(); i++) {
            PrinterEvent trouble = moments.get(i).event();
            if (isNamedBy(rule, trouble)
                    && moments.subList(0, i).stream()
                            .anyMatch(earlier -> earlier.event().kind() == Kind.CONNECTED
                                    || rule.isCuredBy(earlier.event(), trouble))) {
                return Optional.of(Rule.CA_FORGOTTEN);
            }
        }
        return Optional.empty();
    }

    private static boolean isNamedBy(Rule rule, PrinterEvent event) {
        boolean looksForPorts = event.kind() == Kind.LOST && event.port() == PLAIN_DETECT;
        return !looksForPorts
                && Rule.TABLE.stream()
                        .filter(candidate -> candidate.fits(event))
                        .findFirst()
                        .filter(rule::equals)
                        .isPresent();
    }

    /** Asked by its address, never searched for, and nothing else came of it. */
    private static Optional<Finding> discovery(String printer, List<Moment> moments) {
        return isOnly(Kind.DETECTED, moments)
                ? Optional.of(new Finding(
                        "NOT_DISCOVERED",
                        printer,
                        "it asked the printer by its address and was answered, but no search of it ever came",
                        "if its list stays empty, discovery does not reach it: name its address in targets of ssdp, or let UDP"
                                + " 2021 through; typing the address works the same"))
                : Optional.empty();
    }

    private static boolean isOnly(Kind kind, List<Moment> moments) {
        return moments.stream().allMatch(moment -> moment.event().kind() == kind);
    }

    /** Found again and again, and never called on. */
    private static Optional<Finding> advertised(String printer, List<Moment> moments) {
        int found = moments.stream().mapToInt(Moment::times).sum();
        return isOnly(Kind.DISCOVERED, moments) && found >= SEARCHES
                ? Optional.of(
                        new Finding(
                                "ADVERTISED_ADDRESS",
                                printer,
                                "it finds the printer and never comes to it: perhaps it cannot reach the address that advertise tells it",
                                "ping the address under advertise from there; without that key slicers are told the printer's own"))
                : Optional.empty();
    }
}
