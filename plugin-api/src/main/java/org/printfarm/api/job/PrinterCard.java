package org.printfarm.api.job;

import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.annotation.HostProvided;

/**
 * One printer's memory card: the files that came whole and were not taken off it. Provided by the host; any thread. A file lies
 * there as long as its job is kept, after a restart too, until another file of its path takes its place.
 *
 * <p>Every method may block for a disk. Nothing is remembered between calls, so that a job that is deleted is gone here too.
 *
 * @since 1.0
 */
@HostProvided
public interface PrinterCard {

    /** The most files that {@link #newest} tells. Older ones are still found by their path. */
    int MAX_LISTED = 1_000;

    /**
     * What lies on the card.
     *
     * @return newest first, each path once, at most {@link #MAX_LISTED}
     * @throws IntakeException when the storage fails
     */
    List<CardFile> newest() throws IntakeException;

    /**
     * One file.
     *
     * @param path as {@link CardFile#path}
     * @return empty when nothing lies there
     * @throws IntakeException when the storage fails
     */
    Optional<CardFile> find(String path) throws IntakeException;

    /**
     * Opens a file to be read. The bytes stay readable until the channel is closed, also when the job is deleted meanwhile.
     *
     * @param file what {@link #find} or {@link #newest} told
     * @return at its start, for reading only; used by one thread at a time, and closed by the caller
     * @throws IntakeException when the job is not there any more or the storage fails
     */
    SeekableByteChannel read(CardFile file) throws IntakeException;

    /**
     * Takes a file off the card. Its job stays.
     *
     * @param path as {@link CardFile#path}
     * @return false when nothing lies there
     * @throws IntakeException when the storage fails
     */
    boolean remove(String path) throws IntakeException;
}
