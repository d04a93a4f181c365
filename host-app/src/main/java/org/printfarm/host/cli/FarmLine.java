package org.printfarm.host.cli;

import java.util.Optional;

/**
 * One line, executed on this process's standard output and error. A class of its own beside {@link FarmCommand}, which the JVM
 * cannot check without loading picocli: the usual {@code run} does without it, see {@link PlainRunLine}.
 */
public final class FarmLine {

    private FarmLine() {}

    /**
     * Executes it.
     *
     * @param starter what {@code run} starts a farm with
     * @param arguments the line
     * @return the exit status
     */
    public static int execute(FarmStarter starter, String... arguments) {
        Optional<PlainRunLine> run = PlainRunLine.of(arguments);
        if (run.isEmpty()) {
            return FarmCommand.commandLine(starter, arguments).execute(arguments);
        }
        Screen screen = Screen.ofProcess();
        try {
            return new FarmRun(new FarmSource(run.get().file()), run.get().exitWhenReady(), starter).execute(screen);
        } catch (Exception e) {
            return failed(e, screen);
        }
    }

    static int failed(Exception e, Screen screen) {
        screen.note("error: " + e);
        return ExitCodes.FAILED;
    }
}
