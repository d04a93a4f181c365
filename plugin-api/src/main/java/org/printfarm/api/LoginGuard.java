package org.printfarm.api;

import java.net.InetAddress;

/**
 * Decides who may log in to one printer, and slows down guessing. Provided by the host; shared by all services of the
 * printer; any thread.
 *
 * <p>At most {@value #WRONG_CODES_PER_MINUTE} wrong codes a minute are looked at for each pair of peer address and printer.
 * Beyond that an attempt is {@link Decision#BLOCKED} without being looked at and without counting, so a slicer that
 * retries for ever with an old code is let in at the latest 60 s after its last wrong one. Other peers and other printers
 * are not affected.
 */
public interface LoginGuard {

    /** Wrong codes that are looked at in a minute, for each peer address and printer. */
    int WRONG_CODES_PER_MINUTE = 5;

    /** The user name of every slicer. Source: captures of MQTT and FTPS logins. */
    String USER = "bblp";

    /** How an attempt ended. */
    enum Decision {
        /** User and code are right. */
        ACCEPTED,
        /** User or code is wrong. The peer is not told which. */
        WRONG,
        /** Too many wrong codes from this peer; this one was not looked at. Answer as for a wrong one. */
        BLOCKED
    }

    /**
     * Checks one attempt and counts it when it is wrong.
     *
     * @param peer the address of the client
     * @param user the user name that it sent
     * @param code the access code that it sent; compared in constant time and not kept
     * @return the decision
     */
    Decision check(InetAddress peer, String user, String code);
}
