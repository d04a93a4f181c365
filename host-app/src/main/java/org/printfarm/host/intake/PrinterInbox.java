package org.printfarm.host.intake;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.Upload;

/** The inbox as one printer sees it. */
final class PrinterInbox implements JobIntake {

    private final String printer;
    private final Depot depot;
    private final PrintDesk desk;
    private final PhaseBoard board;
    private final Semaphore uploads;
    private volatile boolean closed;

    /**
     * Opens it.
     *
     * @param uploads how many files of all printers may come in at once
     */
    PrinterInbox(String printer, Depot depot, PrintDesk desk, PhaseBoard board, Semaphore uploads) {
        this.printer = printer;
        this.depot = depot;
        this.desk = desk;
        this.board = board;
        this.uploads = uploads;
    }

    /** What the printer shows. */
    PhaseBoard board() {
        return board;
    }

    @Override
    public Upload open(String path, long maxBytes, InetAddress from) throws IntakeException {
        UploadName name = name(path);
        if (closed) {
            throw new IntakeException(Reason.STORAGE, "the farm is stopping");
        }
        if (!uploads.tryAcquire()) {
            throw new IntakeException(Reason.BUSY, "too many files are being received");
        }
        boolean opened = false;
        try {
            Upload upload = new IncomingUpload(
                    depot, new IncomingUpload.Sender(printer, name, maxBytes, from), desk::stored, () -> {
                        desk.arrived(name);
                        uploads.release();
                    });
            desk.arriving(name);
            opened = true;
            return upload;
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, depot.folder().root());
        } finally {
            if (!opened) {
                uploads.release();
            }
        }
    }

    @Override
    public void rename(String jobId, String path) throws IntakeException {
        UploadName name = name(path);
        try {
            Job job = depot.find(jobId)
                    .filter(one -> one.printer().equals(printer))
                    .orElseThrow(PrinterInbox::notFound);
            boolean inspected = new UploadName(job.file()).isArchive();
            SlicedContents contents = inspected ? SlicedContents.NONE : ArchiveCheck.of(depot.file(job), name);
            Job renamed = depot.store().rename(jobId, name.text(), contents).orElseThrow(PrinterInbox::notFound);
            if (renamed.state() == Job.State.RECEIVED) {
                desk.stored(renamed);
            }
        } catch (IOException e) {
            throw StorageTrouble.refusal(e, depot.folder().root());
        }
    }

    @Override
    public PrintDecision request(PrintRequest request) {
        return closed ? PrintDecision.REFUSED : desk.request(request);
    }

    /** Takes nothing more. */
    void close() {
        closed = true;
        desk.close();
    }

    private static UploadName name(String path) throws IntakeException {
        Optional<UploadName> name = UploadName.of(path);
        return name.orElseThrow(() -> new IntakeException(Reason.BAD_NAME, "the name cannot be used"));
    }

    private static IntakeException notFound() {
        return new IntakeException(Reason.NOT_FOUND, "there is no such job");
    }
}
