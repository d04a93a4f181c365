package org.printfarm.bambu;

import java.util.Optional;
import org.printfarm.api.driver.MachineFault;

/**
 * What is known of a machine since its link came up last.
 *
 * @param startRefused whether it takes no start from here
 * @param probed whether it was asked what it obeys
 * @param obeyed whether it did
 * @param down why the link broke; empty while it is up
 */
record SinceUp(boolean startRefused, boolean probed, boolean obeyed, Optional<MachineFault> down) {

    /** Nothing yet. */
    static final SinceUp FRESH = new SinceUp(false, false, false, Optional.empty());

    SinceUp refused() {
        return new SinceUp(true, probed, obeyed, down);
    }

    SinceUp asked() {
        return new SinceUp(startRefused, true, obeyed, down);
    }

    SinceUp obeys() {
        return new SinceUp(startRefused, probed, true, down);
    }

    SinceUp broken(MachineFault why) {
        return new SinceUp(startRefused, probed, obeyed, Optional.of(why));
    }
}
