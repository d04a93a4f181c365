package org.printfarm.host.cli;

import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm jobs delete}. */
@Command(
        name = "delete",
        description = "Delete a job, and its file unless another job has the same content.",
        footer = {"", "Examples:", "  ./farm jobs delete 12"})
final class JobsDeleteCommand extends OneFarmCommand {

    @Parameters(paramLabel = "ID", description = "The job's number.")
    private String id;

    @Option(names = "--json", description = "Print {\"id\", \"deleted\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        try (Farm asked = open()) {
            return screen.result(
                    json || isJsonAbove(), asked.deleteJob(id), deleted -> screen.line("job " + id + ": deleted"));
        }
    }
}
