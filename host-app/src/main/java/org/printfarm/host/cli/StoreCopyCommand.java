package org.printfarm.host.cli;

import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.StoreCopy;
import org.printfarm.host.view.StoreCopyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm store copy}. */
@Command(
        name = "copy",
        description =
                "Copy the record of a farm that does not run to another database, and check every row. A copy that broke "
                        + "off is gone on with when it is called again. Certificates go too; stored files stay where they are.",
        footer = {
            "",
            "Examples:",
            "  ./farm store copy --to postgresql://farm@db.lan/printfarm --password-file db.password",
            "  ./farm store copy --to sqlite"
        })
final class StoreCopyCommand extends OneFarmCommand {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description =
                    "A URL as farm.store has it; its database must be there. Or sqlite: the file in the data folder.")
    private String to;

    @Mixin
    private DatabasePassword password;

    @Option(names = "--json", description = "Print {\"rows\", \"added\"}.")
    private boolean json;

    @Override
    int run(Console screen) throws FarmException {
        StoreCopyView copied = StoreCopy.run(source(), to, password.read(), (table, rows) -> {
            if (!json) {
                screen.line(table + ": " + rows + " rows");
            }
        });
        return screen.result(json, copied, done -> {
            screen.line(done.rows() + " rows are the same in both, " + done.added() + " of them were added now");
            screen.note("set farm.store: " + to + " to use it");
        });
    }
}
