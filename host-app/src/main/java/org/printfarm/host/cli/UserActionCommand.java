package org.printfarm.host.cli;

import java.util.List;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.view.NewPassword;
import org.printfarm.host.view.UserView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is done to one user: {@code farm users add}, {@code role}, {@code password} and {@code remove}. */
abstract class UserActionCommand extends OneFarmCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "What the user signs in with.")
    private String name;

    @Option(names = "--json", description = "Print the user as in the list.")
    private boolean json;

    /** Does it; empty when there is no such user any more. */
    abstract List<UserView> act(Farm asked, String user, NewPassword password) throws FarmException;

    /** Asked for before the farm is, and so before its files are held; empty where none is needed. */
    NewPassword password() {
        return new NewPassword("");
    }

    @Override
    int run(Console screen) throws FarmException {
        NewPassword password = password();
        try (Farm asked = open()) {
            return screen.result(
                    json || isJsonAbove(), act(asked, name, password), users -> UsersCommand.print(screen, users));
        }
    }

    /** {@code farm users add}. */
    @Command(
            name = "add",
            description = "Let somebody sign in.",
            footer = {"", "Examples:", "  ./farm users add anna --role operator"})
    static final class Add extends UserActionCommand {

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, submitter, operator or admin.")
        private String role;

        @Mixin
        private ScopeOption scope;

        @Mixin
        private PasswordOption password;

        @Override
        NewPassword password() {
            return password.read();
        }

        @Override
        List<UserView> act(Farm asked, String user, NewPassword given) throws FarmException {
            return List.of(asked.addUser(user, role, scope.entries(), given));
        }
    }

    /** {@code farm users role}. */
    @Command(
            name = "role",
            description = "Change what somebody may, and on which printers. He has to sign in again.",
            footer = {"", "Examples:", "  ./farm users role anna submitter --printer bay-1"})
    static final class ChangeRole extends UserActionCommand {

        @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, submitter, operator or admin.")
        private String role;

        @Mixin
        private ScopeOption scope;

        @Override
        List<UserView> act(Farm asked, String user, NewPassword given) throws FarmException {
            return List.of(asked.changeUser(user, role, scope.entries()));
        }
    }

    /** {@code farm users password}. */
    @Command(
            name = "password",
            description = "Give somebody another password. He has to sign in again.",
            footer = {"", "Examples:", "  ./farm users password anna"})
    static final class Password extends UserActionCommand {

        @Mixin
        private PasswordOption password;

        @Override
        NewPassword password() {
            return password.read();
        }

        @Override
        List<UserView> act(Farm asked, String user, NewPassword given) throws FarmException {
            return List.of(asked.changePassword(user, given));
        }
    }

    /** {@code farm users remove}. */
    @Command(
            name = "remove",
            description = "Let somebody sign in no more, and end his sessions. Prints the others.",
            footer = {"", "Examples:", "  ./farm users remove anna"})
    static final class Remove extends UserActionCommand {
        @Override
        List<UserView> act(Farm asked, String user, NewPassword given) throws FarmException {
            asked.removeUser(user);
            return asked.users();
        }
    }
}
