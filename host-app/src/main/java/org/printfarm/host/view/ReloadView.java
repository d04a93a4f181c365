package org.printfarm.host.view;

import java.util.List;

/**
 * What a reload did, or would do.
 *
 * @param applied whether the running farm is as the file says now; false when the file has a mistake, and when it was only checked
 * @param changes what changed, in the order of the file
 * @param restarted services that were stopped, started or both
 * @param kept services that went on without noticing
 * @param atNextStart keys of the file and plugin files whose change is taken at the next start of the farm
 * @param problems what must be mended before anything is changed
 * @param warnings what is unwise
 */
public record ReloadView(
        boolean applied,
        List<Change> changes,
        int restarted,
        int kept,
        List<String> atNextStart,
        List<ProblemView> problems,
        List<ProblemView> warnings) {

    /**
     * One change.
     *
     * @param kind printer-added, printer-removed, printer-restarted, services-restarted, code-changed, route-changed,
     *     addresses-changed, machine-added, machine-removed, machine-reached-anew or machine-changed
     * @param id the printer's or machine's
     * @param details which parts of the printer, or which services; may be empty
     */
    public record Change(String kind, String id, List<String> details) {

        /** For instance {@code printer-restarted bay-3: name, address}. */
        @Override
        public String toString() {
            return kind + " " + id + (details.isEmpty() ? "" : ": " + String.join(", ", details));
        }
    }

    /** What was done, in a few words, for instance {@code 2 changes, 4 services restarted, 3996 kept}. */
    public String summary() {
        return changes.isEmpty()
                ? "nothing has changed"
                : changes.size() + (changes.size() == 1 ? " change, " : " changes, ") + restarted
                        + " services restarted, " + kept + " kept";
    }
}
