package org.printfarm.mqtt.model;

import java.util.List;
import java.util.Map;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrintStatus;

/**
 * What the printer is printing: nothing, or a job that is being taken in.
 *
 * <p>A virtual printer never prints, so stage, percentage, layers and remaining time always read idle; a slicer disables
 * Send otherwise.
 *
 * @param gcodeState {@code IDLE}, {@code PREPARE}, {@code FINISH} or {@code FAILED}
 * @param gcodeFile the file as the slicer sent it, or empty
 * @param subtaskName the job's title as the slicer sent it, or empty
 * @param gcodeFilePreparePercent how much of the file is in, {@code "0"} or {@code "100"}
 * @param printType {@code local} while a job is shown, else {@code idle}
 * @param mcPrintStage {@code "1"}: idle
 * @param mcPrintSubStage always 0
 * @param mcPercent always 0
 * @param mcRemainingTime always 0 minutes
 * @param mcPrintErrorCode {@code "0"}
 * @param layerNum always 0
 * @param totalLayerNum always 0
 * @param stg the stages to come: always none
 * @param stgCur the stage now, -1 for none
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

    private static final String IDLE_STAGE = "1";
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
        boolean taken = phase == PrintPhase.PREPARE || phase == PrintPhase.FINISH;
        int error = phase == PrintPhase.FAILED ? FILE_MISSING : 0;
        Map<String, String> sent = status.request().map(PrintRequest::options).orElse(Map.of());
        return new JobFields(
                phase.name(),
                status.request().map(PrintRequest::sentFile).orElse(""),
                status.request().map(PrintRequest::subtask).orElse(""),
                taken ? "100" : "0",
                status.request().isPresent() ? "local" : "idle",
                IDLE_STAGE,
                0,
                0,
                0,
                "0",
                0,
                0,
                List.of(),
                NO_STAGE,
                error,
                Integer.toString(error),
                sent.getOrDefault("task_id", NO_ID),
                sent.getOrDefault("subtask_id", NO_ID),
                sent.getOrDefault("project_id", NO_ID),
                sent.getOrDefault("profile_id", NO_ID));
    }
}
