package org.printfarm.host.auth;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.printfarm.api.Printer;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.settings.Secret;

/** Makes the {@link Authenticator} of each printer; they share one store of {@link WrongGuesses}. Any thread. */
public final class Authenticators {

    /** Not secret, but compared as one, so that the time tells nothing. */
    private static final Secret USER = Secret.of(Authenticator.USER);

    private final WrongGuesses guesses;
    private final InstantSource clock;

    /** By printer, of those whose code was changed since their guards were made. */
    private final Map<String, LoginCodes> changed = new ConcurrentHashMap<>();

    /** With a store of their own. */
    public Authenticators() {
        this(new WrongGuesses(), Clock.systemUTC());
    }

    Authenticators(WrongGuesses guesses, InstantSource clock) {
        this.guesses = guesses;
        this.clock = clock;
    }

    /**
     * The guard of one printer. Guards for the same printer id count together, also when its access code has changed.
     *
     * @param printer whose access code is asked for
     * @return cheap to make and to drop
     */
    public Authenticator forPrinter(Printer printer) {
        return (peer, user, code) ->
                guesses.check(printer.id(), peer, AttemptHash.of(user, code), () -> matches(printer, user, code));
    }

    /**
     * Lets a printer be logged in to with these codes from now on, by guards that were made before as well.
     *
     * @param printer its id
     * @param codes in place of its access code
     */
    public void change(String printer, LoginCodes codes) {
        changed.put(printer, codes);
    }

    /**
     * Forgets the codes of a printer that is not there any more.
     *
     * @param printer its id
     */
    public void forget(String printer) {
        changed.remove(printer);
    }

    /** Both parts are always compared, so that the time does not tell which one was wrong. */
    private boolean matches(Printer printer, String user, String code) {
        LoginCodes codes = changed.get(printer.id());
        boolean rightUser = USER.matches(user);
        boolean rightCode = codes == null ? printer.accessCode().matches(code) : codes.matches(code, clock.instant());
        return rightUser && rightCode;
    }
}
