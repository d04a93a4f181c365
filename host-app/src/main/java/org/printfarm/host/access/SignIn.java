package org.printfarm.host.access;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.auth.WrongGuesses;

/**
 * Finds out who asks: by a password, a key or a session. What was taken back or changed counts from the next question on. Any
 * thread; a password takes a tenth of a second.
 */
public final class SignIn {

    /** A session that is not used ends after this. */
    public static final Duration IDLE = Duration.ofHours(12);

    /** Every session ends after this. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** How exactly the farm notes when a session or a key was used: a note is a write to the disk. */
    public static final Duration SEEN = Duration.ofMinutes(1);

    /** Sessions in all; beyond it the longest unseen end. */
    static final int MAX_SESSIONS = 10_000;

    /** One password at a time is hashed, for each takes 19 MiB and a core; so long the next waits for its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The same for all users of a peer: who guesses may as well guess names. */
    private static final String PLACE = "";

    private static final int NETWORK_BYTES = 8;

    private final AccountStore store;
    private final Clock clock;
    private final WrongGuesses guesses = new WrongGuesses();
    private final Semaphore turn = new Semaphore(1, true);

    public SignIn(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What became of a password.
     *
     * @param caller who that is; empty when it is wrong or was not looked at
     * @param blocked whether it was not looked at, because too many were wrong or too many wait: come again in a minute
     */
    public record Outcome(Optional<Caller> caller, boolean blocked) {
        private static final Outcome WRONG = new Outcome(Optional.empty(), false);
        private static final Outcome BLOCKED = new Outcome(Optional.empty(), true);
    }

    /**
     * Who that is, by name and password. Five wrong ones a minute are looked at for a peer, which for IPv6 is a network of 64 bits;
     * a user that is not there takes as long as a wrong password.
     */
    public Outcome byPassword(InetAddress peer, String user, Secret password) throws IOException {
        InetAddress network = network(peer);
        if (password.revealClearText().length() > Accounts.LONGEST_PASSWORD
                || !Account.NAME.matcher(user).matches()) {
            return Outcome.WRONG;
        }
        Optional<Long> attempt = guesses.begin(PLACE, network);
        if (attempt.isEmpty()) {
            return Outcome.BLOCKED;
        }
        Optional<Account> account = store.account(user);
        Optional<Boolean> same =
                matches(password, account.map(Account::password).orElse(Nobody.HASH));
        Optional<Caller> caller = same.orElse(false) ? account.map(SignIn::caller) : Optional.empty();
        if (same.isEmpty() || caller.isPresent()) {
            guesses.forgive(PLACE, network, attempt.get());
        }
        return new Outcome(caller, same.isEmpty());
    }

    /** Empty when it was not looked at. */
    private Optional<Boolean> matches(Secret password, String hash) {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(PasswordHash.matches(password, hash));
        } finally {
            turn.release();
        }
    }

    /** Whoever holds a network has all of its addresses. */
    private static InetAddress network(InetAddress peer) {
        if (!(peer instanceof Inet6Address)) {
            return peer;
        }
        try {
            byte[] bytes = peer.getAddress();
            Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of 16 bytes is one", impossible);
        }
    }

    /** Who that is, by a key. */
    public Optional<Caller> byKey(Secret key) throws IOException {
        String clearText = key.revealClearText();
        Instant now = clock.instant();
        Optional<ApiKey> found = store.key(RandomToken.idOf(clearText))
                .filter(kept -> RandomToken.matches(clearText, kept.hash()) && !kept.isExpired(now));
        if (found.isPresent() && isDue(found.get().lastUsed(), now)) {
            store.used(found.get().id(), now);
        }
        return found.map(kept -> new Caller(kept.name(), Caller.Way.KEY, kept.role(), kept.scope()));
    }

    /**
     * Begins a session.
     *
     * @param caller a user, or the owner of the data folder
     * @return its id, which the farm forgets
     */
    public Secret begin(Caller caller) throws IOException {
        Secret id = RandomToken.session();
        Instant now = clock.instant();
        Optional<String> account = Optional.of(caller.name()).filter(name -> !name.equals(Caller.OWNER.name()));
        store.begin(
                new OpenSession(RandomToken.hash(id.revealClearText()), account, now, now.plus(LONGEST)),
                now,
                now.minus(IDLE),
                MAX_SESSIONS);
        return id;
    }

    /** Who that is, by a session's id. */
    public Optional<Caller> bySession(Secret id) throws IOException {
        Instant now = clock.instant();
        String hash = RandomToken.hash(id.revealClearText());
        Optional<OpenSession> found = store.session(hash)
                .filter(open ->
                        now.isBefore(open.ends()) && now.isBefore(open.seen().plus(IDLE)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (isDue(found.map(OpenSession::seen), now)) {
            store.seen(hash, now);
        }
        Optional<String> user = found.get().account();
        return user.isEmpty()
                ? Optional.of(
                        new Caller(Caller.OWNER.name(), Caller.Way.SESSION, Caller.OWNER.role(), Caller.OWNER.scope()))
                : store.account(user.get()).map(SignIn::caller);
    }

    /** Ends a session; one that is none does not matter. */
    public void end(Secret id) throws IOException {
        store.end(RandomToken.hash(id.revealClearText()));
    }

    private static boolean isDue(Optional<Instant> noted, Instant now) {
        return noted.isEmpty() || !now.isBefore(noted.get().plus(SEEN)) || now.isBefore(noted.get());
    }

    private static Caller caller(Account account) {
        return new Caller(account.name(), Caller.Way.SESSION, account.role(), account.scope());
    }

    /** Made when the first stranger comes. */
    private static final class Nobody {
        static final String HASH = PasswordHash.of(RandomToken.session());
    }
}
