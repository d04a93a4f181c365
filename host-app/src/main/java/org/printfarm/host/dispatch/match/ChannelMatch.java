package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.printfarm.api.Spool;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.dispatch.match.MachineMatch.Answer;
import org.printfarm.host.dispatch.match.MatchTable.Loaded;
import org.printfarm.host.dispatch.match.MatchTable.Wanted;

/**
 * What there is to say of one channel on one machine.
 *
 * @param number the channel, from 0
 * @param answer {@link Answer#READY} when a tray fits, {@link Answer#COMPATIBLE} when the one that fits feeds another channel
 * @param finding why
 * @param nearest the tray that comes nearest; empty when none holds the material
 */
public record ChannelMatch(int number, Answer answer, Finding finding, Optional<TraySlot> nearest) {

    /** From what is farthest from a fit to what is nearest. */
    static final Comparator<Code> FARTHEST_FIRST = Comparator.comparing(List.of(
            Code.MATERIAL,
            Code.SOURCE,
            Code.SIDE,
            Code.PIN,
            Code.PRESET,
            Code.FINISH,
            Code.COLOUR,
            Code.PRESET_UNKNOWN,
            Code.COLOUR_UNKNOWN,
            Code.TRAY_TAKEN,
            Code.READY)::indexOf);

    static List<ChannelMatch> all(MatchTable table, Wanted job, Loaded machine, boolean planned) {
        List<ChannelMatch> all = new ArrayList<>();
        for (int channel = 0; channel < job.channels().size(); channel++) {
            all.add(of(table, job, machine, channel, planned));
        }
        return all;
    }

    private static ChannelMatch of(MatchTable table, Wanted job, Loaded machine, int channel, boolean planned) {
        TrayMatch best = null;
        int nearest = -1;
        for (int tray = 0; tray < machine.trays().size(); tray++) {
            TrayMatch match = table.match(job, channel, machine, tray);
            if (best == null || NEAREST_LAST.compare(match, best) > 0) {
                best = match;
                nearest = tray;
            }
        }
        Code code = best == null ? Code.MATERIAL : best.code();
        Finding finding = finding(code, job, channel, best == null ? 0 : best.deltaE());
        Optional<TraySlot> slot = code == Code.MATERIAL
                ? Optional.empty()
                : Optional.of(machine.trays().get(nearest).slot());
        return new ChannelMatch(job.channels().get(channel).number(), answer(code, planned), finding, slot);
    }

    private static final Comparator<TrayMatch> NEAREST_LAST = Comparator.comparing(TrayMatch::code, FARTHEST_FIRST)
            .thenComparing(TrayMatch::rank, Comparator.reverseOrder())
            .thenComparing(TrayMatch::deltaE, Comparator.reverseOrder());

    private static Answer answer(Code code, boolean planned) {
        if (code == Code.READY) {
            return planned ? Answer.READY : Answer.COMPATIBLE;
        }
        return code.isUnknown() ? Answer.UNKNOWN : Answer.UNFIT;
    }

    /** Of what the file says only what has the form of a material or a colour is shown. */
    private static Finding finding(Code code, Wanted job, int channel, int deltaE) {
        Requirements.Filament wanted = job.channels().get(channel).filament();
        String material = Spool.isType(wanted.material()) ? wanted.material() : "";
        return switch (code) {
            case MATERIAL -> material.isEmpty() ? Finding.of(code) : Finding.of(code, material);
            case COLOUR ->
                Finding.of(
                        code,
                        String.format(
                                Locale.ROOT,
                                "%s #%06X is wanted, the nearest is off by %d",
                                material,
                                wanted.colour().orElse(0),
                                deltaE));
            default -> Finding.of(code);
        };
    }
}
