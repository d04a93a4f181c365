package org.printfarm.host.app;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.access.AccessException;
import org.printfarm.host.access.Account;
import org.printfarm.host.access.AccountStore;
import org.printfarm.host.access.Accounts;
import org.printfarm.host.access.ApiKey;
import org.printfarm.host.access.Role;
import org.printfarm.host.access.Scope;
import org.printfarm.host.view.KeyView;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.UserView;

/** The verbs about users and keys, with the documents that they answer with. */
final class AccountVerbs {

    private final AccountStore store;
    private final Accounts accounts;

    AccountVerbs(AccountStore store) {
        this.store = store;
        this.accounts = new Accounts(store, Clock.systemUTC());
    }

    /** Something that may not go with how things are. */
    private interface Work<R> {
        R run() throws AccessException, FarmException, IOException;
    }

    private static <R> R told(Work<R> work) throws FarmException {
        return ArchiveFarm.guarded(() -> {
            try {
                return work.run();
            } catch (AccessException e) {
                throw new FarmException(
                        e.isAbsent() ? FarmException.NOT_FOUND : FarmException.NOT_POSSIBLE,
                        String.valueOf(e.getMessage()),
                        "");
            }
        });
    }

    List<UserView> users() throws FarmException {
        return told(() -> store.accounts().stream().map(AccountVerbs::view).toList());
    }

    UserView add(String name, String role, List<String> scope, NewPassword password) throws FarmException {
        return told(() -> view(accounts.add(name, role(role), scope(scope), Secret.of(password.clearText()))));
    }

    UserView change(String name, String role, List<String> scope) throws FarmException {
        return told(() -> view(accounts.change(name, role(role), scope(scope))));
    }

    UserView changePassword(String name, NewPassword password) throws FarmException {
        return told(() -> view(accounts.changePassword(name, Secret.of(password.clearText()))));
    }

    UserView.Removed remove(String name) throws FarmException {
        return told(() -> {
            accounts.remove(name);
            return new UserView.Removed(name, true);
        });
    }

    List<KeyView> keys() throws FarmException {
        return told(() -> store.keys().stream().map(AccountVerbs::view).toList());
    }

    KeyView.Made makeKey(String name, String role, List<String> scope, String expires) throws FarmException {
        return told(() -> {
            Accounts.Made made = accounts.makeKey(name, role(role), scope(scope), time(expires));
            return new KeyView.Made(view(made.key()), made.clearText().revealClearText());
        });
    }

    UserView.Removed revoke(String id) throws FarmException {
        return told(() -> {
            accounts.revoke(id);
            return new UserView.Removed(id, true);
        });
    }

    /** The instant of a text; empty for none. */
    static Optional<Instant> time(@Nullable String text) throws FarmException {
        try {
            return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new FarmException(FarmException.BAD_REQUEST, "expected a time as 2026-12-24T00:00:00Z", "");
        }
    }

    private static Role role(String word) throws FarmException {
        return Role.of(word)
                .orElseThrow(() -> new FarmException(
                        FarmException.BAD_REQUEST, "expected a role: " + String.join(", ", Role.words()), ""));
    }

    private static Scope scope(List<String> entries) throws FarmException {
        try {
            return new Scope(entries);
        } catch (IllegalArgumentException e) {
            throw new FarmException(
                    FarmException.BAD_REQUEST, "a scope has ids of printers, and of pools as " + Scope.POOL + "ID", "");
        }
    }

    private static UserView view(Account account) {
        return new UserView(
                account.name(),
                account.role().word(),
                account.scope().entries(),
                account.created().toString());
    }

    private static KeyView view(ApiKey key) {
        return new KeyView(
                key.id(),
                key.name(),
                key.role().word(),
                key.scope().entries(),
                key.created().toString(),
                key.expires().map(Instant::toString).orElse(null),
                key.lastUsed().map(Instant::toString).orElse(null));
    }
}
