package org.printfarm.api.job;

import java.net.InetAddress;

/**
 * The farm's inbox, as one printer sees it. Provided by the host; any thread.
 *
 * <p>An upload and a print request may come in either order; the host brings them together by printer and file name, or by
 * the file's checksum.
 */
public interface JobIntake {

    /**
     * Begins to receive a file. Nothing of it can be seen by anybody before {@link Upload#commit()} has returned.
     *
     * @param path the file's name as the client sent it, without the transfer's working folder; {@code /} separates folders
     * @param maxBytes the largest file that is accepted, bytes
     * @param from the client's address
     * @return the open upload; the caller closes it
     * @throws IntakeException when no file can be received now
     */
    Upload open(String path, long maxBytes, InetAddress from) throws IntakeException;

    /**
     * Gives a received file another name, as a client does that uploads under a temporary one.
     *
     * @param jobId what {@link StoredUpload#jobId()} told
     * @param path the new name
     * @throws IntakeException when the job is not there any more or the name cannot be used
     */
    void rename(String jobId, String path) throws IntakeException;

    /**
     * Receives a print request. The host keeps it, moves {@link PrinterState} on, and joins it with its file when that is
     * there. May block for a write to disk: what was accepted survives a crash.
     *
     * @param request what the slicer asked for
     * @return what became of it
     */
    PrintDecision request(PrintRequest request);

    /**
     * The client that made a request was sent a status with {@link PrintPhase#RUNNING}. One that never is sends its request
     * again. Returns at once; further calls for one request do nothing.
     *
     * @param request what the status carried
     */
    void runningSeen(PrintRequest request);
}
