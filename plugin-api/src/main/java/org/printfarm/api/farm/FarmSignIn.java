package org.printfarm.api.farm;

import java.net.InetAddress;
import java.util.Optional;
import org.printfarm.api.annotation.HostProvided;
import org.printfarm.api.settings.Secret;

/**
 * Finds out who asks. What was taken back or changed counts from the next question on. Provided by the host; any thread.
 *
 * @since 1.0
 */
@HostProvided
public interface FarmSignIn {

    /**
     * Who that is, by an API key.
     *
     * @param key as it came
     * @return empty for one that is none, or none any more
     * @throws FarmCallException when it cannot be found out now
     */
    Optional<FarmCaller> byKey(Secret key) throws FarmCallException;

    /**
     * Who that is, by a session.
     *
     * @param session what {@link #withPassword} or {@link #withLink} returned
     * @return empty for one that is none, or has ended
     * @throws FarmCallException when it cannot be found out now
     */
    Optional<FarmCaller> bySession(Secret session) throws FarmCallException;

    /**
     * Begins a session with a password. Guesses are limited for each peer.
     *
     * @param peer who offers it
     * @param user the name
     * @param password the password
     * @return the session's id; empty when one of them is wrong
     * @throws FarmCallException with {@code BUSY} when it was not looked at: too many were wrong
     */
    Optional<Secret> withPassword(InetAddress peer, String user, Secret password) throws FarmCallException;

    /**
     * Begins a session of the farm's owner with a sign-in link, which holds once and for ten minutes.
     *
     * @param token the end of the link
     * @return the session's id; empty when it holds no more
     * @throws FarmCallException when no session can be begun now
     */
    Optional<Secret> withLink(Secret token) throws FarmCallException;

    /**
     * Ends a session; one that is none does not matter.
     *
     * @param session its id
     * @throws FarmCallException when it cannot be ended now
     */
    void end(Secret session) throws FarmCallException;
}
