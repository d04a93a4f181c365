package org.printfarm.host.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.printfarm.api.settings.Secret;

/** Who is known to the farm: users and keys. Whether the farm runs or not; any thread. */
public final class Accounts {

    /** The most users, and the most keys. */
    public static final int MOST = 1_000;

    /** The shortest password, characters. */
    public static final int SHORTEST_PASSWORD = 10;

    /** The longest password, characters: a hash reads all of it. */
    public static final int LONGEST_PASSWORD = 1_024;

    private static final int LONGEST_NAME = 64;

    private final AccountStore store;
    private final Clock clock;

    public Accounts(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A key that was made.
     *
     * @param key what is kept of it
     * @param clearText the key itself, which nobody can tell again
     */
    public record Made(ApiKey key, Secret clearText) {}

    /** Adds a user. */
    public Account add(String name, Role role, Scope scope, Secret password) throws AccessException, IOException {
        if (!Account.NAME.matcher(name).matches() || name.equalsIgnoreCase(Caller.OWNER.name())) {
            throw AccessException.mistake(
                    "a user's name has 1 to 64 letters, digits, dots, dashes, underscores or @, begins"
                            + " with a letter or a digit, and is not " + Caller.OWNER.name());
        }
        if (store.accounts().size() >= MOST) {
            throw AccessException.mistake("there are " + MOST + " users, and there can be no more");
        }
        Account account = new Account(name, fitForUsers(role, scope), scope, hash(password), now());
        if (!store.add(account)) {
            throw AccessException.mistake("there is a user of that name");
        }
        return account;
    }

    /** Makes a user something else to the farm; his sessions end. */
    public Account change(String name, Role role, Scope scope) throws AccessException, IOException {
        Account account = found(name).as(fitForUsers(role, scope), scope);
        store.replace(account);
        return account;
    }

    /** Gives a user another password; his sessions end. */
    public Account changePassword(String name, Secret password) throws AccessException, IOException {
        Account account = found(name).withPassword(hash(password));
        store.replace(account);
        return account;
    }

    /** Removes a user; his sessions end. */
    public void remove(String name) throws AccessException, IOException {
        if (!store.removeAccount(name)) {
            throw noUser();
        }
    }

    /**
     * Makes a key.
     *
     * @param name what it is for
     * @param expires from when on it is none; empty for never
     */
    public Made makeKey(String name, Role role, Scope scope, Optional<Instant> expires)
            throws AccessException, IOException {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw AccessException.mistake("a key's name has 1 to " + LONGEST_NAME + " characters");
        }
        if (expires.filter(end -> !end.isAfter(now())).isPresent()) {
            throw AccessException.mistake("a key that expires in the past opens nothing");
        }
        if (store.keys().size() >= MOST) {
            throw AccessException.mistake("there are " + MOST + " keys, and there can be no more; revoke old ones");
        }
        String id = RandomToken.id();
        Secret clearText = RandomToken.key(id);
        ApiKey key = new ApiKey(
                id,
                name,
                fit(role, scope),
                scope,
                RandomToken.hash(clearText.revealClearText()),
                now(),
                expires,
                Optional.empty());
        store.add(key);
        return new Made(key, clearText);
    }

    /** Takes a key back at once. */
    public void revoke(String id) throws AccessException, IOException {
        if (!store.removeKey(id)) {
            throw AccessException.absent("there is no key of that id");
        }
    }

    private Account found(String name) throws AccessException, IOException {
        return store.account(name).orElseThrow(Accounts::noUser);
    }

    private static AccessException noUser() {
        return AccessException.absent("there is no user of that name");
    }

    private static Role fitForUsers(Role role, Scope scope) throws AccessException {
        if (role == Role.KIOSK) {
            throw AccessException.mistake("kiosk is a role of keys, not of users");
        }
        return fit(role, scope);
    }

    private static Role fit(Role role, Scope scope) throws AccessException {
        if (role == Role.ADMIN && !scope.isWhole()) {
            throw AccessException.mistake("an admin has the whole farm; an operator can have some of its printers");
        }
        return role;
    }

    private static String hash(Secret password) throws AccessException {
        int length = password.revealClearText().length();
        if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
            throw AccessException.mistake(
                    "a password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
        }
        return PasswordHash.of(password);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
