package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.Printer;

/** Writes the replies to single requests. Each echoes the request's sequence number as it came. */
public final class ReplyWriter {

    private static final String SUCCESS = "success";
    private static final String LOUD_SUCCESS = "SUCCESS";
    private static final String FAILURE = "FAIL";
    private static final String QUIET_FAILURE = "fail";

    /** Questions for a list of what a printer of a farm has none of, and the list's name. Source: open slicers. */
    private static final Map<String, String> EMPTY_LISTS =
            Map.of("extrusion_cali_get", "filaments", "get_history", "firmware_optional");

    /** Characters of a request whose fields are repeated in its reply. */
    private static final int MAX_ECHO = 64 * 1024;

    private ReplyWriter() {}

    /**
     * The answer to {@code get_version}.
     *
     * @param request what is answered
     * @param printer whose parts are listed
     * @return JSON
     */
    public static byte[] version(Request.Version request, Printer printer) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode body = body(root, "info", "get_version", request);
        ModelTable table = ModelTable.of(printer.identity().model());
        ArrayNode modules = body.putArray("module");
        table.modules(printer.identity()).forEach(modules::add);
        for (int unit = 0; unit < printer.loadout().ams().size(); unit++) {
            int id = FilamentFields.unitId(printer.identity().model(), unit);
            modules.add(table.unitModule(printer.identity(), id, unit + 1, modules.size()));
        }
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
     * The answer to every other command: its own fields, and what became of it.
     *
     * @param request what is answered
     * @param result whether it has happened
     * @return JSON
     */
    public static byte[] answered(Request.Other request, CommandResult result) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode body = body(root, request.section(), request.name(), request);
        if (request.body() instanceof ObjectNode sent && sent.toString().length() <= MAX_ECHO) {
            sent.properties().forEach(field -> body.putIfAbsent(field.getKey(), field.getValue()));
        }
        if (result instanceof CommandResult.Refused refused) {
            body.put("result", QUIET_FAILURE);
            body.put("reason", refused.refusal().reason());
        } else {
            body.put("result", SUCCESS);
            Optional.ofNullable(EMPTY_LISTS.get(request.name())).ifPresent(body::putArray);
        }
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
