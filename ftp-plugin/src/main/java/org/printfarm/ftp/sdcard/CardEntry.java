package org.printfarm.ftp.sdcard;

import java.time.Instant;
import java.util.Optional;
import org.printfarm.api.job.CardFile;
import org.printfarm.ftp.protocol.RemotePath;

/**
 * One file or folder on the card.
 *
 * @param path where it is
 * @param modified when it was received or made
 * @param file what the host tells of a file; empty for a folder
 */
public record CardEntry(RemotePath path, Instant modified, Optional<CardFile> file) {

    /** A folder. */
    static CardEntry folder(RemotePath path, Instant modified) {
        return new CardEntry(path, modified, Optional.empty());
    }

    /** A received file. */
    static CardEntry file(RemotePath path, CardFile file) {
        return new CardEntry(path, file.received(), Optional.of(file));
    }

    /**
     * Whether it is a folder.
     *
     * @return false for a file
     */
    public boolean folder() {
        return file.isEmpty();
    }

    /**
     * Its size.
     *
     * @return bytes; 0 for a folder
     */
    public long bytes() {
        return file.map(CardFile::bytes).orElse(0L);
    }
}
