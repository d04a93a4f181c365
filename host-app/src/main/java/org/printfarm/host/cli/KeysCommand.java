package org.printfarm.host.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.Farms;
import org.printfarm.host.text.SafeText;
import org.printfarm.host.view.KeyView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farm keys} and the commands below it. */
@Command(
        name = "keys",
        description = "List the API keys of programs: what each may, until when, and when it was used last.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./farm keys",
            "  ./farm keys add \"nightly script\" --role submitter --expires 90d",
            "  ./farm keys add wall --role kiosk",
            "  ./farm keys revoke 1f9c0a77"
        })
final class KeysCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(
            names = "--json",
            description = "Print [{\"id\", \"name\", \"role\", \"scope\", \"created\", \"expires\", \"last-used\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private KeysCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine() {
        KeysCommand keys = new KeysCommand();
        return new CommandLine(keys).addSubcommand(new Add(keys)).addSubcommand(new Revoke(keys));
    }

    @Override
    public Integer call() throws FarmException {
        try (Farm asked = Farms.open(farm.source())) {
            show(new Console(spec), asked.keys(), json);
            return ExitCodes.FINE;
        }
    }

    private static void show(Console screen, List<KeyView> keys, boolean json) {
        if (json) {
            screen.json(keys);
            return;
        }
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
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "A kiosk's key shows the wall alone: no serial, address, code or file's name.",
                "",
                "Examples:",
                "  KEY=$(./farm keys add \"nightly script\" --role submitter --printer bay-1 --expires 90d)"
            })
    static final class Add implements Callable<Integer> {

        private final KeysCommand keys;

        @Mixin
        private FarmOption farm;

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

        @Spec
        private CommandSpec spec;

        Add(KeysCommand keys) {
            this.keys = keys;
        }

        @Override
        public Integer call() throws FarmException {
            String end = expires == null
                    ? ""
                    : TimeText.after(Instant.now(), expires, "--expires", spec).toString();
            Console screen = new Console(spec);
            try (Farm asked = Farms.open(farm.or(keys.farm))) {
                KeyView.Made made = asked.makeKey(name, role, scope.entries(), end);
                if (json || keys.json) {
                    screen.json(made);
                } else {
                    screen.line(made.secret());
                    screen.note("key " + made.key().id() + ": keep it now, it is never shown again");
                }
                return ExitCodes.FINE;
            }
        }
    }

    /** {@code farm keys revoke}. */
    @Command(
            name = "revoke",
            description = "Take a key back at once. Prints the others.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  ./farm keys revoke 1f9c0a77"})
    static final class Revoke implements Callable<Integer> {

        private final KeysCommand keys;

        @Mixin
        private FarmOption farm;

        @Parameters(paramLabel = "ID", description = "The key's id, as in the list.")
        private String id;

        @Option(names = "--json", description = "Print the other keys as in the list.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Revoke(KeysCommand keys) {
            this.keys = keys;
        }

        @Override
        public Integer call() throws FarmException {
            try (Farm asked = Farms.open(farm.or(keys.farm))) {
                asked.revokeKey(id);
                show(new Console(spec), asked.keys(), json || keys.json);
                return ExitCodes.FINE;
            }
        }
    }
}
