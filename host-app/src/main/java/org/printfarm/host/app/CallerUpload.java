package org.printfarm.host.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.printfarm.api.Printer;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmUpload;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.Trail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that somebody brings to a printer, as a slicer would, and what he asks for with it. */
final class CallerUpload implements FarmUpload {

    private static final Logger LOG = LoggerFactory.getLogger(CallerUpload.class);

    private final FarmDesk desk;
    private final Caller caller;
    private final String printer;
    private final JobIntake intake;
    private final String name;
    private final InetAddress from;
    private final Upload upload;

    private CallerUpload(
            FarmDesk desk,
            Caller caller,
            String printer,
            JobIntake intake,
            String name,
            InetAddress from,
            Upload upload) {
        this.desk = desk;
        this.caller = caller;
        this.printer = printer;
        this.intake = intake;
        this.name = name;
        this.from = from;
        this.upload = upload;
    }

    static CallerUpload open(
            FarmDesk desk, Caller caller, Printer printer, String name, long maxBytes, InetAddress from)
            throws IntakeException {
        JobIntake intake = desk.intakes().apply(printer);
        Upload upload = intake.open(name, maxBytes, from);
        return new CallerUpload(desk, caller, printer.id(), intake, name, from, upload);
    }

    /** A refusal in the words of callers. */
    static FarmCallException told(IntakeException e) {
        String code = switch (e.reason()) {
            case NOT_FOUND -> FarmException.NOT_FOUND;
            case BAD_NAME -> FarmException.BAD_REQUEST;
            default -> e.reason().name();
        };
        return new FarmCallException(code, String.valueOf(e.getMessage()), "");
    }

    @Override
    public void write(ByteBuffer data) throws FarmCallException {
        try {
            upload.write(data);
        } catch (IntakeException e) {
            throw told(e);
        }
    }

    @Override
    public String store() throws FarmCallException {
        try {
            StoredUpload stored = upload.commit();
            // Or a request that follows would wait for it, as for one that is still coming in.
            upload.close();
            String job = stored.jobId().orElse("");
            sentBy(job);
            desk.trail().note(caller, "upload", printer + " " + job, Trail.DONE);
            return job;
        } catch (IntakeException e) {
            desk.trail().note(caller, "upload", printer, e.reason().name());
            throw told(e);
        }
    }

    /** The job is safe, whatever becomes of this: without it, it is an operator's alone to act on. */
    private void sentBy(String job) {
        try {
            desk.senders().sent(job, caller.sender());
        } catch (IOException e) {
            LOG.error("printer={} job={} sender=lost reason=STORAGE", printer, job, e);
        }
    }

    @Override
    public String print(OptionalInt plate) throws FarmCallException {
        String job = store();
        PrintDecision decision = intake.request(new PrintRequest(
                List.of(name), true, name, name, plate, Optional.empty(), Map.of(), document(plate), from));
        desk.trail().note(caller, "print", printer + " " + job, decision.name());
        if (decision != PrintDecision.ACCEPTED && decision != PrintDecision.REPEATED) {
            throw new FarmCallException(
                    FarmException.NOT_POSSIBLE,
                    "the file is stored as job " + job + " and is not printed: " + decision,
                    decision == PrintDecision.NO_SUCH_PLATE ? "name a plate that the job has" : "");
        }
        return job;
    }

    private String document(OptionalInt plate) {
        Map<String, Object> print = plate.isPresent()
                ? Map.of("command", "project_file", "file", name, "plate", plate.getAsInt())
                : Map.of("command", "project_file", "file", name);
        try {
            return ControlProtocol.JSON.writeValueAsString(Map.of("print", print));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that is no JSON", e);
        }
    }

    @Override
    public void close() {
        upload.close();
    }
}
