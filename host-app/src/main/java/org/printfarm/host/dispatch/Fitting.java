package org.printfarm.host.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.printfarm.host.config.MatchRules;
import org.printfarm.host.dispatch.match.Candidate;
import org.printfarm.host.dispatch.match.ChannelMatch;
import org.printfarm.host.dispatch.match.Finding;
import org.printfarm.host.dispatch.match.MachineMatch;
import org.printfarm.host.dispatch.match.Requirements;
import org.printfarm.host.dispatch.match.TrayPlan;

/**
 * What a job of a pool asks of the machine that prints it, wherever it is.
 *
 * @param pool whose rules it goes by
 * @param needs what it needs
 * @param rules how near a tray must come
 * @param anyway whether a person wants it on the machine that was named, whatever speaks against it
 */
record Fitting(String pool, Requirements needs, MatchRules rules, boolean anyway) {

    /** The loosest rules that still know a tray from none. */
    private static final MatchRules ANYTHING = new MatchRules(
            MatchRules.Colour.ANY,
            MatchRules.DEFAULT_DELTA_E,
            MatchRules.MaterialRule.FAMILY,
            MatchRules.Preset.ANY,
            MatchRules.Source.ANY,
            false);

    /** The same for somebody who wants it only where it fits. */
    Fitting strict() {
        return new Fitting(pool, needs, rules, false);
    }

    /** Everything there is to say of a machine. */
    MachineMatch on(Candidate machine) {
        return MachineMatch.of(needs, rules, machine);
    }

    /**
     * Which tray feeds which channel, by what the machine has loaded now.
     *
     * @param machine whatever it does
     * @return empty when the job must not begin there
     */
    Optional<TrayPlan> plan(Candidate machine) {
        MachineMatch match = on(machine.idle());
        if (match.answer() == MachineMatch.Answer.READY) {
            return match.plan();
        }
        return anyway
                ? match.plan()
                        .or(() ->
                                MachineMatch.of(needs, ANYTHING, machine.idle()).plan())
                : Optional.empty();
    }

    /** Why it must not begin there, in one line; empty text when nothing speaks against it. */
    String trouble(Candidate machine) {
        MachineMatch match = on(machine.idle());
        List<String> channels = match.channels().stream()
                .filter(channel -> channel.answer() == MachineMatch.Answer.UNFIT
                        || channel.answer() == MachineMatch.Answer.UNKNOWN)
                .map(Fitting::sentence)
                .toList();
        return Stream.concat(match.findings().stream().map(Finding::text), channels.stream())
                .collect(Collectors.joining("; "));
    }

    /** The same as a sentence about a machine. */
    String refusal(MachineBook book) {
        String trouble = trouble(book.candidate(Optional.empty()));
        return book.id() + " cannot print it: " + (trouble.isEmpty() ? "no tray is left" : trouble);
    }

    private static String sentence(ChannelMatch channel) {
        return "filament " + (channel.number() + 1) + ": " + channel.finding().text();
    }
}
