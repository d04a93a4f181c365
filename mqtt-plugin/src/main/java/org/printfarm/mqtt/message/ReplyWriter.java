package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.printfarm.mqtt.model.VersionReport;

/** Writes the replies to single requests. Each echoes the request's sequence number as it came. */
public final class ReplyWriter {

    private static final String SUCCESS = "success";
    private static final String LOUD_SUCCESS = "SUCCESS";
    private static final String FAILURE = "FAIL";

    private ReplyWriter() {}

    /**
     * The answer to {@code get_version}.
     *
     * @param request what is answered
     * @param report the printer's parts
     * @return JSON
     */
    public static byte[] version(Request.Version request, VersionReport report) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode body = body(root, "info", "get_version", request);
        body.set("module", Json.MAPPER.valueToTree(report.module()));
        body.put("result", SUCCESS);
        return Json.write(root);
    }

    /**
     * The answer to {@code get_access_code}.
     *
     * @param request what is answered
     * @param code the code the client logged in with, in clear text
     * @return JSON
     */
    public static byte[] accessCode(Request.AccessCode request, String code) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode body = body(root, "system", "get_access_code", request);
        body.put("access_code", code);
        body.put("result", SUCCESS);
        return Json.write(root);
    }

    /**
     * The answer to {@code app_cert_install}.
     *
     * @param request what is answered
     * @param pem leaf and CA
     * @return JSON
     */
    public static byte[] certificate(Request.InstallCertificate request, String pem) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode body = body(root, "security", "app_cert_install", request);
        body.put("printer_cert", pem);
        body.put("result", LOUD_SUCCESS);
        return Json.write(root);
    }

    /**
     * The answer to a print request that the host keeps.
     *
     * @param request what is answered
     * @return JSON
     */
    public static byte[] printAccepted(Request.Print request) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode body = body(root, "print", PrintReader.PROJECT_FILE, request);
        body.put("result", LOUD_SUCCESS);
        body.put("gcode_state", "PREPARE");
        body.put("gcode_file", request.job().sentFile());
        body.put("subtask_name", request.job().subtask());
        return Json.write(root);
    }

    /**
     * The answer to a print request that nobody keeps.
     *
     * @param request what is answered
     * @param reason a word of this plugin's own
     * @return JSON
     */
    public static byte[] printRefused(Request request, String reason) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode body = body(root, "print", PrintReader.PROJECT_FILE, request);
        body.put("result", FAILURE);
        body.put("reason", reason);
        return Json.write(root);
    }

    /**
     * The answer to every other command.
     *
     * @param request what is answered
     * @return JSON
     */
    public static byte[] acknowledged(Request.Other request) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        body(root, request.section(), request.name(), request).put("result", SUCCESS);
        return Json.write(root);
    }

    private static ObjectNode body(ObjectNode root, String section, String command, Request request) {
        ObjectNode body = root.putObject(section);
        body.put("command", command);
        if (!request.sequenceId().isMissingNode()) {
            body.set("sequence_id", request.sequenceId());
        }
        return body;
    }
}
