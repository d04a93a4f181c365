package org.printfarm.host.access;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The record of users, keys and sessions, whatever keeps it. What was changed is on the disk when a method
 * returns. Any thread.
 */
public interface AccountStore {

    /** All users, by name. */
    List<Account> accounts() throws IOException;

    /** One user. */
    Optional<Account> account(String name) throws IOException;

    /** Adds a user; false when there is one of that name. */
    boolean add(Account account) throws IOException;

    /** Puts another in place of the user of that name and ends his sessions; false when there is none. */
    boolean replace(Account account) throws IOException;

    /** Removes a user and his sessions; false when there is none. */
    boolean removeAccount(String name) throws IOException;

    /** All keys, the oldest first. */
    List<ApiKey> keys() throws IOException;

    /** One key. */
    Optional<ApiKey> key(String id) throws IOException;

    /** Adds a key. */
    void add(ApiKey key) throws IOException;

    /** Removes a key; false when there is none. */
    boolean removeKey(String id) throws IOException;

    /** Notes that a key was used. */
    void used(String id, Instant now) throws IOException;

    /**
     * Begins a session and forgets those that are over.
     *
     * @param idleSince those not seen since then are over
     * @param most sessions in all; the longest unseen go first
     */
    void begin(OpenSession session, Instant now, Instant idleSince, int most) throws IOException;

    /** One session. */
    Optional<OpenSession> session(String hash) throws IOException;

    /** Notes that a session is used. */
    void seen(String hash, Instant now) throws IOException;

    /** Ends a session. */
    void end(String hash) throws IOException;
}
