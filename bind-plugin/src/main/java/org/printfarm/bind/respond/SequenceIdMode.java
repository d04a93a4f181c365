package org.printfarm.bind.respond;

/** Which {@code sequence_id} a printer answers with. */
public enum SequenceIdMode {
    /** The printer's own, {@link org.printfarm.bind.message.SequenceId#FIXED}: P2S, X1 and P1 firmware. */
    FIXED,
    /** The request's, as it was sent: seen with an A1 mini. A request without one gets the fixed one. */
    ECHO
}
