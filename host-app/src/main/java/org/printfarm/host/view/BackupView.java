package org.printfarm.host.view;

import java.util.List;

/**
 * A backup that was written.
 *
 * @param files how many stored files are in it
 * @param damaged how many of them are not any more what was stored
 * @param bytes of the zip
 */
public record BackupView(long files, long damaged, long bytes) {

    /**
     * A backup that was put back.
     *
     * @param jobs how many there are now
     * @param lost how many are not, because their file was not whole in the backup
     * @param kept other files that were there and stayed as they were
     */
    public record Restored(long jobs, long lost, List<String> kept) {}
}
