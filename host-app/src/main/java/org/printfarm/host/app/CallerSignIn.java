package org.printfarm.host.app;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.api.farm.FarmSignIn;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.SignIn;

/** Finds out who asks a service of the farm itself. */
final class CallerSignIn implements FarmSignIn {

    private final FarmDesk desk;

    CallerSignIn(FarmDesk desk) {
        this.desk = desk;
    }

    /** Something that asks the disk. */
    interface Work<R> {
        R run() throws FarmException, IOException;
    }

    /** What a service is told of a refusal. */
    static FarmCallException told(FarmException e) {
        return new FarmCallException(e.code(), String.valueOf(e.getMessage()), e.mend());
    }

    /** Does it, and tells what goes wrong as the API does. */
    static <R> R told(Work<R> work) throws FarmCallException {
        try {
            return work.run();
        } catch (FarmException e) {
            throw told(e);
        } catch (IOException e) {
            throw told(FarmException.storage(e));
        }
    }

    @Override
    public Optional<FarmCaller> byKey(Secret key) throws FarmCallException {
        return told(() -> desk.signIn().byKey(key)).map(this::caller);
    }

    @Override
    public Optional<FarmCaller> bySession(Secret session) throws FarmCallException {
        return told(() -> desk.signIn().bySession(session)).map(this::caller);
    }

    private FarmCaller caller(Caller caller) {
        return new RemoteCaller(desk, caller);
    }

    @Override
    public Optional<Secret> withPassword(InetAddress peer, String user, Secret password) throws FarmCallException {
        return told(() -> {
            SignIn.Outcome outcome = desk.signIn().byPassword(peer, user, password);
            if (outcome.blocked()) {
                throw new FarmException(
                        FarmException.BUSY,
                        "too many passwords were wrong, or too many sign in",
                        "try again in a minute");
            }
            Optional<Caller> caller = outcome.caller();
            return caller.isEmpty()
                    ? Optional.empty()
                    : Optional.of(desk.signIn().begin(caller.get()));
        });
    }

    @Override
    public Optional<Secret> withLink(Secret token) throws FarmCallException {
        return told(() -> desk.links().take(token) ? Optional.of(desk.signIn().begin(Caller.OWNER)) : Optional.empty());
    }

    @Override
    public void end(Secret session) throws FarmCallException {
        told(() -> {
            desk.signIn().end(session);
            return session;
        });
    }
}
