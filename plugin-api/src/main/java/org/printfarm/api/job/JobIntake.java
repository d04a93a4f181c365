package org.printfarm.api.job;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.printfarm.api.annotation.HostProvided;
import org.printfarm.api.driver.MachineSetting;

/**
 * The farm's inbox, as one printer sees it. Provided by the host; any thread.
 *
 * <p>An upload and a print request may come in either order; the host brings them together by printer and file name, or by
 * the file's checksum.
 *
 * @since 1.0
 */
@HostProvided
public interface JobIntake {

    /**
     * Begins to receive a file. Nothing of it can be seen by anybody before {@link Upload#commit()} has returned.
     *
     * @param folder the folder of the card that the client works in; empty for the root
     * @param path the file's name as the client sent it, from that folder on; {@code /} separates folders
     * @param maxBytes the largest file that is accepted, bytes
     * @param from the client's address
     * @return the open upload; the caller closes it
     * @throws IntakeException when no file can be received now
     */
    Upload open(String folder, String path, long maxBytes, InetAddress from) throws IntakeException;

    /**
     * Begins to receive a file from a client that works in the card's root.
     *
     * @param path the file's name as the client sent it; {@code /} separates folders
     * @param maxBytes the largest file that is accepted, bytes
     * @param from the client's address
     * @return the open upload; the caller closes it
     * @throws IntakeException when no file can be received now
     */
    default Upload open(String path, long maxBytes, InetAddress from) throws IntakeException {
        return open("", path, maxBytes, from);
    }

    /**
     * Gives a received file another name, as a client does that uploads under a temporary one. On the card it takes the place
     * of a file that lies there.
     *
     * @param jobId what {@link StoredUpload#jobId()} told
     * @param folder the folder of the card that the client works in; empty for the root
     * @param path the new name, from that folder on
     * @throws IntakeException when the job is not there any more or the name cannot be used
     */
    void rename(String jobId, String folder, String path) throws IntakeException;

    /**
     * What lies on the printer's memory card.
     *
     * @return the same card at every call
     */
    PrinterCard card();

    /**
     * Receives a print request. The host keeps it, moves {@link PrinterState} on, and joins it with its file when that is
     * there. May block for a write to disk: what was accepted survives a crash.
     *
     * @param request what the slicer asked for
     * @return what became of it
     */
    PrintDecision request(PrintRequest request);

    /**
     * Somebody pauses, resumes or stops the print that the printer shows, in {@link PrintPhase#PREPARE}, {@link
     * PrintPhase#RUNNING} or {@link PrintPhase#PAUSE}. {@link PrinterState} moves on with it. May block for a write to disk.
     *
     * @param control what to do
     * @return whether it has happened; false when the printer shows no such print
     */
    boolean control(PrintControl control);

    /**
     * Somebody sets something at the panel of a printer that shows a machine (see {@link PrintStatus#machine}). Returns at
     * once.
     *
     * @param settings what to set, in this order
     * @param answer told once, on any thread and within 15 s, whether the machine does it all; false also when its driver cannot,
     *     and when no machine is shown
     */
    default void set(List<MachineSetting> settings, Consumer<Boolean> answer) {
        answer.accept(false);
    }

    /**
     * The same, of a client that is known. At a printer whose jobs go to a pool, several clients print at once: there it is about
     * the newest job of this client, which is cancelled, or held until it goes on.
     *
     * @param control what to do
     * @param from the client's address
     * @return whether it has happened; false when the printer shows no such print
     */
    default boolean control(PrintControl control, InetAddress from) {
        return control(control);
    }

    /**
     * The client that made a request was sent a status with {@link PrintPhase#RUNNING}. One that never is sends its request
     * again. Returns at once; further calls for one request do nothing.
     *
     * @param request what the status carried
     */
    void runningSeen(PrintRequest request);
}
