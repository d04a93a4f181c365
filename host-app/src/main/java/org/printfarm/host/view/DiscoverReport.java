package org.printfarm.host.view;

import java.util.List;

/**
 * What was heard.
 *
 * @param printers by address and serial; as JSON this list is the whole document
 * @param warnings why something may be missing, one sentence each, for standard error
 */
public record DiscoverReport(List<FoundPrinter> printers, List<String> warnings) {

    /**
     * Copies the lists.
     *
     * @param printers see above
     * @param warnings see above
     */
    public DiscoverReport {
        printers = List.copyOf(printers);
        warnings = List.copyOf(warnings);
    }
}
