package org.printfarm.host.intake;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The record of jobs, whatever database keeps it. Every change is on the disk when its method returns. Any thread; a method
 * may wait for another process, at most 10 s. No transaction outlives a call.
 */
interface JobStore extends AutoCloseable {

    /**
     * An upload whose file is in place.
     *
     * @param printer the printer's id
     * @param file its name
     * @param content what it is
     * @param received when
     * @param from the client's address
     */
    record Received(String printer, String file, StoredContent content, Instant received, String from) {}

    /**
     * What a print request adds to a job.
     *
     * @param plate 1 or more
     * @param options the further fields as sent
     */
    record Order(int plate, Map<String, String> options) {}

    /** Records an upload, and its content when it is the first with it. */
    Job add(Received upload) throws StoreException;

    /** Makes a received job a requested one. Empty when it is not there any more, or was requested already. */
    Optional<Job> request(String id, Order order) throws StoreException;

    /** Records a further, requested job with the content of another one. Empty when that is not there any more. */
    Optional<Job> requestAgain(String id, Order order, Instant received, String from) throws StoreException;

    /** Gives a job another name and, when its content was not read under the old one, what was read now. Empty when it is not there. */
    Optional<Job> rename(String id, String file, SlicedContents contents) throws StoreException;

    /** All jobs, oldest first. */
    List<Job> list() throws StoreException;

    /** One job. */
    Optional<Job> find(String id) throws StoreException;

    /** A printer's newest job that a name means, see {@link UploadName#means}. */
    Optional<Job> newestNamed(String printer, UploadName name) throws StoreException;

    /** A printer's newest job with the given MD5, 32 upper case hex digits. */
    Optional<Job> newestWithMd5(String printer, String md5) throws StoreException;

    /**
     * Deletes jobs; those that are not there do not matter.
     *
     * @return the SHA-256 of every content that no job has any more
     */
    List<String> delete(Collection<String> ids) throws StoreException;

    /** The SHA-256 of every content that some job has. */
    Set<String> contents() throws StoreException;

    /** Ends it; waits for a running call, at most 0.4 s. May be called twice. */
    @Override
    void close();
}
