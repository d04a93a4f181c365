package org.printfarm.host.cli;

import java.util.ArrayList;
import java.util.List;
import org.printfarm.host.app.Farm;
import picocli.CommandLine.Option;

/** The options that say which part of the farm somebody may see and act on. */
final class ScopeOption {

    @Option(
            names = "--printer",
            paramLabel = "ID",
            description = "Only this printer and the machine that it sends to; may be repeated.")
    private List<String> printers = new ArrayList<>();

    @Option(
            names = "--pool",
            paramLabel = "ID",
            description = "Only the printers that send to this pool, and its machines; may be repeated.")
    private List<String> pools = new ArrayList<>();

    /** As {@link Farm#addUser} takes it. */
    List<String> entries() {
        List<String> entries = new ArrayList<>(printers);
        pools.forEach(pool -> entries.add("pool:" + pool));
        return entries;
    }

    /** For a table. */
    static String text(List<String> entries) {
        return entries.isEmpty() ? "all" : String.join(",", entries);
    }
}
