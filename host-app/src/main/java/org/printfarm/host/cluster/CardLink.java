package org.printfarm.host.cluster;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.function.Predicate;
import org.printfarm.host.config.FarmConfig;

/** Whether this host's card for its farm's printers, {@code farm.addresses.interface}, is up and has a link. One thread. */
final class CardLink {

    /** Rounds without a link, before it counts: a switch that starts again would have everything move. */
    private static final int PATIENCE = 2;

    private final Predicate<String> hasLink;
    private int without;

    /** By the machine's cards. */
    CardLink() {
        this(CardLink::hasLink);
    }

    /** By another knowledge of cards, by their names. */
    CardLink(Predicate<String> hasLink) {
        this.hasLink = hasLink;
    }

    /** Where it cannot be asked for, it is taken to be there. */
    private static boolean hasLink(String card) {
        try {
            NetworkInterface found = NetworkInterface.getByName(card);
            return found != null && found.isUp();
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Looks, once in a round.
     *
     * @param config this host's; a farm that names no card is always reached
     */
    boolean look(Optional<FarmConfig> config) {
        String card = config.map(known -> known.addresses().rules().card()).orElse("");
        without = card.isEmpty() || hasLink.test(card) ? 0 : Math.min(without + 1, PATIENCE);
        return without < PATIENCE;
    }

    /** Whether the next look may come early. */
    boolean isSteady() {
        return without == 0 || without == PATIENCE;
    }
}
