package org.printfarm.api.service;

import java.net.InetAddress;
import org.printfarm.api.annotation.HostProvided;

/**
 * Decides who may log in to one printer, and slows down guessing. Provided by the host; shared by all services of the
 * printer; any thread.
 *
 * <p>At most {@value #WRONG_CODES_PER_MINUTE} different wrong codes a minute are looked at for each pair of peer address and
 * printer. The same wrong code again is one guess, however often it comes: a slicer that retries for ever with an old code
 * keeps nobody behind the same address out. When the guesses are used up, a code that is known to be wrong stays {@link
 * Decision#WRONG}, and any other, the right one too, is {@link Decision#BLOCKED}: not looked at and not counted. Other peers
 * and other printers are not affected.
 *
 * @since 1.0
 */
@HostProvided
public interface Authenticator {

    /** Different wrong codes that are looked at in a minute, for each peer address and printer. */
    int WRONG_CODES_PER_MINUTE = 5;

    /** The user name of every slicer. Source: captures of MQTT and FTPS logins. */
    String USER = "bblp";

    /** How an attempt ended. */
    enum Decision {
        /** User and code are right. */
        ACCEPTED,
        /** User or code is wrong. The peer is not told which. */
        WRONG,
        /**
         * Too many different wrong codes from this peer; this one was not looked at and may be right. The peer is told that
         * the service is not available now, never that its code is wrong: slicers forget a code that is called wrong.
         */
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
