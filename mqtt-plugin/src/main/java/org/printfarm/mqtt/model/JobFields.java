package org.printfarm.mqtt.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.job.PrintFailure;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintProgress;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;

/**
 * What the printer is printing: nothing, or a job whose print is shown.
 *
 * <p>At rest the stage reads idle, for a slicer disables Send otherwise; the percentage stays at the end of the last print, as
 * with real printers.
 *
 * @param gcodeState the phase
 * @param gcodeFile the file as the slicer sent it, or empty
 * @param subtaskName the job's title as the slicer sent it, or empty
 * @param gcodeFilePreparePercent how much of the file is in, {@code "0"} or {@code "100"}
 * @param printType {@code local} while a job is shown, else {@code idle}
 * @param mcPrintStage {@code "1"}: idle, {@code "2"}: printing
 * @param mcPrintSubStage always 0
 * @param mcPercent 0 to 100
 * @param mcRemainingTime minutes, begun ones included
 * @param mcPrintErrorCode {@code "0"}
 * @param layerNum 0 to {@code totalLayerNum}
 * @param totalLayerNum 0 when nothing prints
 * @param stg the stages to come: always none
 * @param stgCur the stage now: 0 printing, -1 none
 * @param printError 0, or the number a slicer looks up to tell the user what went wrong
 * @param failReason {@code "0"}, or the same number as text
 * @param taskId as the slicer sent it, or {@code "0"}
 * @param subtaskId as the slicer sent it, or {@code "0"}
 * @param projectId as the slicer sent it, or {@code "0"}
 * @param profileId as the slicer sent it, or {@code "0"}
 */
public record JobFields(
        String gcodeState,
        String gcodeFile,
        String subtaskName,
        String gcodeFilePreparePercent,
        String printType,
        String mcPrintStage,
        int mcPrintSubStage,
        int mcPercent,
        int mcRemainingTime,
        String mcPrintErrorCode,
        int layerNum,
        int totalLayerNum,
        List<Integer> stg,
        int stgCur,
        int printError,
        String failReason,
        String taskId,
        String subtaskId,
        String projectId,
        String profileId) {

    /**
     * What a printer says when a job's file never came: 0500-4002, "unsupported print file path or name, please resend the
     * printing job". Source: the slicer's table of error texts.
     */
    public static final int FILE_MISSING = 0x0500_4002;

    /**
     * What a printer says when a job's file is of no use: 0500-4003, "unable to parse the file, please resend the printing
     * job". Source: the same table.
     */
    public static final int FILE_UNUSABLE = 0x0500_4003;

    /** What a printer says when somebody gave a print up: 0300-400C. Source: a captured report of an H2C. */
    public static final int CANCELLED = 0x0300_400C;

    private static final String IDLE_STAGE = "1";
    private static final String PRINTING_STAGE = "2";
    private static final int PRINTING = 0;
    private static final int NO_STAGE = -1;
    private static final String NO_ID = "0";

    /**
     * The fields that follow from what the host says.
     *
     * @param status what the printer is doing
     * @return the fields
     */
    static JobFields of(PrintStatus status) {
        PrintPhase phase = status.phase();
        boolean taken = phase != PrintPhase.IDLE && phase != PrintPhase.FAILED;
        boolean printing = phase == PrintPhase.RUNNING || phase == PrintPhase.PAUSE;
        int error = phase == PrintPhase.FAILED ? error(status.failure()) : 0;
        PrintProgress progress = status.progress();
        Map<String, String> sent = status.request().map(PrintRequest::options).orElse(Map.of());
        return new JobFields(
                phase.name(),
                status.request().map(PrintRequest::sentFile).orElse(""),
                status.request().map(PrintRequest::subtask).orElse(""),
                taken ? "100" : "0",
                status.request().isPresent() ? "local" : "idle",
                printing ? PRINTING_STAGE : IDLE_STAGE,
                0,
                progress.percent(),
                minutes(progress.remaining()),
                "0",
                progress.layer(),
                progress.totalLayers(),
                List.of(),
                printing ? PRINTING : NO_STAGE,
                error,
                Integer.toString(error),
                sent.getOrDefault("task_id", NO_ID),
                sent.getOrDefault("subtask_id", NO_ID),
                sent.getOrDefault("project_id", NO_ID),
                sent.getOrDefault("profile_id", NO_ID));
    }

    private static int error(Optional<PrintFailure> failure) {
        return failure.map(why -> switch (why) {
                    case NO_SUCH_PLATE, NOT_SLICED, OTHER_FILE, MACHINE, NO_MACHINE -> FILE_UNUSABLE;
                    case STOPPED -> CANCELLED;
                    case NO_FILE, DELETED, STORAGE -> FILE_MISSING;
                })
                .orElse(FILE_MISSING);
    }

    private static int minutes(Duration time) {
        return Math.toIntExact(time.plusSeconds(59).toMinutes());
    }
}
