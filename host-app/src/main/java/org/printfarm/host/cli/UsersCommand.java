package org.printfarm.host.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.Farms;
import org.printfarm.host.view.UserView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farm users}: the list, and what its commands below have in common. */
@Command(
        name = "users",
        description = "List the people who may sign in, and what they may.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Roles: viewer looks, submitter sends jobs, operator runs the machines, admin runs the farm.",
            "",
            "Examples:",
            "  ./farm users",
            "  ./farm users add anna --role operator                      asks for her password",
            "  ./farm users add ben --role viewer --printer bay-1 < pw    takes it from standard input",
            "  ./farm users role ben submitter",
            "  ./farm users password ben",
            "  ./farm users remove ben"
        })
final class UsersCommand implements Callable<Integer> {

    @Mixin
    private FarmOption farm;

    @Option(names = "--json", description = "Print [{\"name\", \"role\", \"scope\", \"created\"}].")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private UsersCommand() {}

    /** The command with those below it. */
    static CommandLine commandLine() {
        UsersCommand users = new UsersCommand();
        return new CommandLine(users)
                .addSubcommand(new UserActionCommand.Add(users))
                .addSubcommand(new UserActionCommand.ChangeRole(users))
                .addSubcommand(new UserActionCommand.Password(users))
                .addSubcommand(new UserActionCommand.Remove(users));
    }

    @Override
    public Integer call() throws FarmException {
        try (Farm asked = Farms.open(farm.source())) {
            show(new Console(spec), asked.users(), json);
            return ExitCodes.FINE;
        }
    }

    static void show(Console screen, List<UserView> users, boolean json) {
        if (json) {
            screen.json(users);
            return;
        }
        screen.table(
                List.of("NAME", "ROLE", "SCOPE", "CREATED"),
                users.stream()
                        .map(user -> List.of(user.name(), user.role(), ScopeOption.text(user.scope()), user.created()))
                        .toList());
    }

    /** Whether JSON was asked for here, before the name of a command below. */
    boolean isJson() {
        return json;
    }

    /** The farm that was named, here or below. */
    FarmSource source(FarmOption below) {
        return below.or(farm);
    }
}
