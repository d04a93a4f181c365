package org.printfarm.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does something and prints what came of it. Made anew for each line; one thread. */
@Command(mixinStandardHelpOptions = true)
abstract class ConsoleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /**
     * Does it.
     *
     * @param screen where it prints
     * @return the exit status, see {@link ExitCodes}
     * @throws Exception for {@link FarmCommand#addHandlers}, which tells it
     */
    abstract int run(Console screen) throws Exception;

    @Override
    public final Integer call() throws Exception {
        return run(new Console(spec));
    }

    /** This command as picocli has it. */
    final CommandSpec spec() {
        return spec;
    }

    /** To be thrown: something on the line cannot be meant. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
