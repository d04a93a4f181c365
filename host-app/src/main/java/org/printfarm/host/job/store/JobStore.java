package org.printfarm.host.job.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.host.job.threemf.SlicedContents;
import org.printfarm.host.job.threemf.UploadName;

/**
 * The record of jobs, whatever database keeps it. Every change is on the disk when its method returns. Any thread; a method
 * may wait for another process, at most 10 s. No transaction outlives a call.
 */
public interface JobStore extends AutoCloseable {

    /**
     * What a file is called.
     *
     * @param file its name in the record, without the folder that its client worked in
     * @param onCard where it lies on its printer's card, from the root
     */
    record Naming(String file, String onCard) {}

    /**
     * An upload whose file is in place.
     *
     * @param printer the printer's id
     * @param naming its names
     * @param content what it is
     * @param received when
     * @param from the client's address
     */
    record Received(String printer, Naming naming, StoredContent content, Instant received, String from) {}

    /**
     * What a print request adds to a job.
     *
     * @param plate 1 or more
     * @param request what was asked for
     * @param state held, queued, or done when it goes nowhere
     * @param notes what there is to know beside
     * @param pool the pool that it waits in; empty when it goes to a machine or nowhere
     * @param wishes what is to feed its channels in place of what the file says, JSON; empty for nothing
     * @param kept the number under which the request waited, see {@link RequestStore}; empty when it did not
     */
    record Order(
            int plate,
            PrintRequest request,
            Job.State state,
            Job.Notes notes,
            Optional<String> pool,
            Optional<String> wishes,
            OptionalLong kept) {}

    /** Records an upload, and its content when it is the first with it. */
    Job add(Received upload) throws StoreException;

    /** Makes a received job a requested one; its request waits no more. Empty when it is not there, or was requested already. */
    Optional<Job> request(String id, Order order, Instant now) throws StoreException;

    /** Records a further, requested job with the content of another one; its request waits no more. Empty when that is not there. */
    Optional<Job> requestAgain(String id, Order order, Instant received, String from) throws StoreException;

    /** Notes why a request for a job's file was turned down. */
    void refuse(String id, String reason) throws StoreException;

    /** Notes that the client of a job was shown its print. */
    void runningSeen(String id) throws StoreException;

    /** Notes who sent a job. */
    void sentBy(String id, String sender) throws StoreException;

    /** Who sent a job: the name of a user, or {@code key} and the name of a key; empty for a slicer, or a job that is not there. */
    Optional<String> sender(String id) throws StoreException;

    /** The message by which a job was requested, as it was sent; empty for a job that was not, or by an earlier version. */
    Optional<String> message(String id) throws StoreException;

    /** What a client asked a printer for since then with this content, newest first. */
    List<Job> requested(String printer, String sha256, String from, Instant since) throws StoreException;

    /** Gives a job other names and, when its content was not read under the old one, what was read now. Empty when it is not there. */
    Optional<Job> rename(String id, Naming naming, SlicedContents contents) throws StoreException;

    /** One job. */
    Optional<Job> find(String id) throws StoreException;

    /** A printer's newest job since then that the first of the names means that means any, see {@link UploadName#means}. */
    Optional<Job> newestNamed(String printer, List<UploadName> names, Instant since) throws StoreException;

    /** A printer's newest job with the given MD5, 32 upper case hex digits. */
    Optional<Job> newestWithMd5(String printer, String md5) throws StoreException;

    /**
     * Deletes jobs; those that are not there do not matter.
     *
     * @return the SHA-256 of the contents that no job has any more
     */
    List<String> delete(Collection<String> ids) throws StoreException;

    /** Records whether a content's bytes are what they were. False when it has gone or came again since it was due. */
    boolean checked(JobQueries.Due content, Instant now, boolean damaged) throws StoreException;

    /** Ends it; waits for a running call, at most 0.4 s. May be called twice. */
    @Override
    void close();
}
