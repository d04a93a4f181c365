package org.printfarm.api.farm;

import java.net.InetAddress;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.printfarm.api.annotation.HostProvided;

/**
 * The farm as somebody who asks has it: what he may not, is refused; what lies outside of his part of it, is not there. Provided by
 * the host; any thread. Good for one request: rights may change.
 *
 * @since 1.0
 */
@HostProvided
public interface FarmCaller {

    /**
     * Who that is.
     *
     * @return a user's or a key's name, for people
     */
    String name();

    /**
     * What he is to the farm.
     *
     * @return kiosk, viewer, submitter, operator or admin
     */
    String role();

    /**
     * Whether his role may use a verb. A verb that there is not, nobody may.
     *
     * @param verb its name, for instance {@code deleteJob}; {@code upload}, {@code content} and {@code events} too
     * @return what a call would find, but for his scope
     */
    boolean may(String verb);

    /**
     * Uses a verb.
     *
     * @param verb its name
     * @param arguments each as a JSON text
     * @return the document that answers: JSON in UTF-8
     * @throws FarmCallException when it is refused, cannot be meant, or cannot be done
     */
    byte[] call(String verb, List<String> arguments) throws FarmCallException;

    /**
     * Opens the file of a job.
     *
     * @param jobId the job
     * @return at its beginning; the caller closes it
     * @throws FarmCallException as for {@link #call}
     */
    SeekableByteChannel content(String jobId) throws FarmCallException;

    /**
     * Begins to bring a file.
     *
     * @param printer the id of the printer that it is for
     * @param name the file's name, without folders
     * @param maxBytes the largest file that is taken, bytes
     * @param from who sends it
     * @return the open upload; the caller closes it
     * @throws FarmCallException as for {@link #call}
     */
    FarmUpload upload(String printer, String name, long maxBytes, InetAddress from) throws FarmCallException;

    /**
     * Reads what happens at his printers.
     *
     * @param after the id of the last event that is known; 0 for all that are kept
     * @return costs memory for itself alone; needs no end
     * @throws FarmCallException when he may not
     */
    FarmEvents events(long after) throws FarmCallException;
}
