package org.printfarm.host.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.KeyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm keys} and the commands below it. */
@Command(
        name = "keys",
        subcommands = {KeysCommand.Add.class, KeysCommand.Revoke.class},
        description = "List the API keys of programs: what each may, until when, and when it was used last.",
        footer = {
            "",
            "Examples:",
            "  ./farm keys",
            "  ./farm keys add \"nightly script\" --role submitter --expires 90d",
            "  ./farm keys add wall --role kiosk",
            "  ./farm keys revoke 1f9c0a77"
        })
final class KeysCommand extends OneFarmCommand {

    @Option(
            names = "--json",
            description = "Print [{\"id\", \"name\", \"role\", \"scope\", \"created\", \"expires\", \"last-used\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json, asked.keys(), keys -> print(screen, keys));
        }
    }

    private static void print(Console screen, List<KeyView> keys) {
        screen.table(
                List.of("ID", "NAME", "ROLE", "SCOPE", "CREATED", "EXPIRES", "LAST USED"),
                keys.stream()
                        .map(key -> List.of(
                                key.id(),
                                SafeText.name(key.name()),
                                key.role(),
                                ScopeOption.text(key.scope()),
                                key.created(),
                                key.expires() == null ? "never" : key.expires(),
                                key.lastUsed() == null ? "never" : key.lastUsed()))
                        .toList());
    }

    /** {@code farm keys add}. */
    @Command(
            name = "add",
            description = "Make a key. It is printed now and never again.",
            footer = {
                "",
                "A kiosk's key shows the wall alone: no serial, address, code or file's name.",
                "",
                "Examples:",
                "  KEY=$(./farm keys add \"nightly script\" --role submitter --printer bay-1 --expires 90d)"
            })
    static final class Add extends OneFarmCommand {

        @Parameters(paramLabel = "NAME", description = "What it is for.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "kiosk, viewer, submitter, operator or admin.")
        private String role;

        @Mixin
        private ScopeOption scope;

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description = "It opens nothing from 2026-12-24T00:00:00Z on, or after 12h or 90d. Default: never.")
        private @Nullable String expires;

        @Option(names = "--json", description = "Print {\"key\": {as in the list}, \"secret\"}.")
        private boolean json;

        @Override
        int run(Console screen) throws FarmException {
            String end = expires == null
                    ? ""
                    : TimeText.after(Instant.now(), expires, "--expires", spec())
                            .toString();
            try (Farm asked = open()) {
                return screen.result(json || isJsonAbove(), asked.makeKey(name, role, scope.entries(), end), made -> {
                    screen.line(made.secret());
                    screen.note("key " + made.key().id() + ": keep it now, it is never shown again");
                });
            }
        }
    }

    /** {@code farm keys revoke}. */
    @Command(
            name = "revoke",
            description = "Take a key back at once. Prints the others.",
            footer = {"", "Examples:", "  ./farm keys revoke 1f9c0a77"})
    static final class Revoke extends OneFarmCommand {

        @Parameters(paramLabel = "ID", description = "The key's id, as in the list.")
        private String id;

        @Option(names = "--json", description = "Print the other keys as in the list.")
        private boolean json;

        @Override
        int run(Console screen) throws FarmException {
            try (Farm asked = open()) {
                asked.revokeKey(id);
                return screen.result(json || isJsonAbove(), asked.keys(), keys -> print(screen, keys));
            }
        }
    }
}
