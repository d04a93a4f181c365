package org.printfarm.host.dispatch;

import java.util.Optional;

/** The other hosts of a farm, as the one sees them that dispatches here. Any thread; must not wait. */
public interface Others {

    /** There are none. */
    Others NONE = new Others() {
        @Override
        public boolean allow() {
            return true;
        }

        @Override
        public Optional<String> have(String goal) {
            return Optional.empty();
        }
    };

    /** Whether they let this host begin anything at this instant. */
    boolean allow();

    /**
     * What becomes of a machine or pool, by its id, that this host does not have.
     *
     * @return for people, for instance {@code host anvil has it}; empty for one that this host has, and for one that nobody knows
     */
    Optional<String> have(String goal);
}
