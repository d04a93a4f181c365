package org.printfarm.host.dispatch.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.TraySlot;
import org.printfarm.host.config.MatchRules;

/**
 * What one job needs of a machine.
 *
 * @param models the models that the file was sliced for; empty list: none that is known here
 * @param tags all of these the machine must have
 * @param nozzles what its nozzles must be
 * @param channels those that the plate uses, by number
 * @param bytes the file's size; 0 when it does not matter
 * @param seconds how long it prints; 0 when unknown
 */
public record Requirements(
        List<PrinterModel> models,
        Set<String> tags,
        List<NozzleNeed> nozzles,
        List<Channel> channels,
        long bytes,
        long seconds) {

    /** Channels that any machine feeds. Source: 4 units of 4 trays, 8 of one, 2 external spools. */
    public static final int MAX_CHANNELS = 26;

    /** Nothing, so that no machine fits. */
    public static final Requirements NONE = new Requirements(List.of(), Set.of(), List.of(), List.of(), 0, 0);

    /** Copies and sorts. */
    public Requirements {
        models = List.copyOf(models);
        tags = Set.copyOf(tags);
        nozzles = List.copyOf(nozzles);
        channels = channels.stream()
                .sorted(Comparator.comparingInt(Channel::number))
                .toList();
    }

    /**
     * What a nozzle must be.
     *
     * @param side 0 the right or only one, 1 the left one; empty: all that the machine has
     * @param hundredths its diameter, 1/100 mm; empty when the file does not say
     * @param highFlow empty when the file does not say
     */
    public record NozzleNeed(OptionalInt side, OptionalInt hundredths, Optional<Boolean> highFlow) {}

    /**
     * One filament channel of the plate.
     *
     * @param number counted from 0, as in {@code ams_mapping}
     * @param filament what must feed it
     * @param grams how much of it; 0 when unknown
     * @param side the nozzle that prints it, as at {@link NozzleNeed}; empty when the file does not say
     * @param pin the tray that somebody chose for it
     */
    public record Channel(int number, Filament filament, double grams, OptionalInt side, Optional<Pin> pin) {}

    /**
     * What must feed a channel.
     *
     * @param material as slicers spell it, in upper case; empty text when nobody says: then all do
     * @param colour RRGGBB; empty when nobody says: then all do
     * @param preset the slicer's id of the filament; empty when nobody says
     */
    public record Filament(String material, OptionalInt colour, Optional<String> preset) {}

    /**
     * A tray that somebody chose.
     *
     * @param machine the machine's id
     * @param slot which of its trays
     */
    public record Pin(String machine, TraySlot slot) {}

    /** The same, to be printed from trays that somebody chose. By the channel's number. */
    public Requirements pinned(Map<Integer, Pin> pins) {
        List<Channel> pinned = new ArrayList<>();
        for (Channel channel : channels) {
            Optional<Pin> pin = Optional.ofNullable(pins.get(channel.number())).or(channel::pin);
            pinned.add(new Channel(channel.number(), channel.filament(), channel.grams(), channel.side(), pin));
        }
        return new Requirements(models, tags, nozzles, pinned, bytes, seconds);
    }

    /**
     * The same, with what somebody wished in place of what the file says. By the channel's number. A wish for another plastic is
     * passed over: the file was sliced for its own.
     */
    public Requirements wishing(Map<Integer, Filament> wishes) {
        List<Channel> wished = new ArrayList<>();
        for (Channel channel : channels) {
            Filament wish = wishes.getOrDefault(channel.number(), channel.filament());
            Filament filament = isFor(channel, wish) ? wish : channel.filament();
            wished.add(new Channel(channel.number(), filament, channel.grams(), channel.side(), channel.pin()));
        }
        return new Requirements(models, tags, nozzles, wished, bytes, seconds);
    }

    /** Whether a channel can be printed with a filament: it is of the plastic that the file was sliced for. */
    public static boolean isFor(Channel channel, Filament wish) {
        String sliced = channel.filament().material();
        return sliced.isEmpty() || Material.isSame(sliced, wish.material(), MatchRules.MaterialRule.FAMILY);
    }
}
