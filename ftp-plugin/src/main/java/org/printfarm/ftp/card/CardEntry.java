package org.printfarm.ftp.card;

import java.time.Instant;
import java.util.Optional;
import org.printfarm.ftp.line.RemotePath;

/**
 * One file or folder on the card.
 *
 * @param path where it is
 * @param folder true for a folder
 * @param bytes the file's size; 0 for a folder
 * @param modified when it was received or made
 * @param jobId the job that the file became; empty for a probe and for a folder
 */
public record CardEntry(RemotePath path, boolean folder, long bytes, Instant modified, Optional<String> jobId) {

    /**
     * A folder.
     *
     * @param path where it is
     * @param modified when it was made
     * @return the entry
     */
    public static CardEntry folder(RemotePath path, Instant modified) {
        return new CardEntry(path, true, 0, modified, Optional.empty());
    }

    /**
     * A received file.
     *
     * @param path where it is
     * @param bytes its size
     * @param modified when it was received
     * @param jobId the job that it became, empty for a probe
     * @return the entry
     */
    public static CardEntry file(RemotePath path, long bytes, Instant modified, Optional<String> jobId) {
        return new CardEntry(path, false, bytes, modified, jobId);
    }

    /** The same file at another place. */
    CardEntry at(RemotePath other) {
        return new CardEntry(other, folder, bytes, modified, jobId);
    }
}
