package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.UserView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm users}: the list, and what its commands below have in common. */
@Command(
        name = "users",
        subcommands = {
            UserActionCommand.Add.class,
            UserActionCommand.ChangeRole.class,
            UserActionCommand.Password.class,
            UserActionCommand.Remove.class
        },
        description = "List the people who may sign in, and what they may.",
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
final class UsersCommand extends OneFarmCommand {

    @Option(names = "--json", description = "Print [{\"name\", \"role\", \"scope\", \"created\"}].")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(json, asked.users(), users -> print(screen, users));
        }
    }

    static void print(Console screen, List<UserView> users) {
        screen.table(
                List.of("NAME", "ROLE", "SCOPE", "CREATED"),
                users.stream()
                        .map(user -> List.of(user.name(), user.role(), ScopeOption.text(user.scope()), user.created()))
                        .toList());
    }
}
