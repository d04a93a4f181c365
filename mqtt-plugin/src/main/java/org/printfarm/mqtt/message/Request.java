package org.printfarm.mqtt.message;

import com.fasterxml.jackson.databind.JsonNode;

/** What a slicer asks for. Immutable. */
public sealed interface Request {

    /**
     * The number the slicer gave its request, to be echoed as it came.
     *
     * @return text or a number; a missing node when the request had none
     */
    JsonNode sequenceId();

    /**
     * {@code pushing.pushall} and {@code pushing.start}: send a full status.
     *
     * @param sequenceId see above
     */
    record FullStatus(JsonNode sequenceId) implements Request {}

    /**
     * {@code info.get_version}.
     *
     * @param sequenceId see above
     */
    record Version(JsonNode sequenceId) implements Request {}

    /**
     * {@code system.get_access_code}.
     *
     * @param sequenceId see above
     */
    record AccessCode(JsonNode sequenceId) implements Request {}

    /**
     * {@code security.app_cert_install}: the slicer shows its certificate and wants the printer's.
     *
     * @param sequenceId see above
     */
    record InstallCertificate(JsonNode sequenceId) implements Request {}

    /**
     * {@code print.project_file} and {@code print.gcode_file}.
     *
     * @param sequenceId see above
     * @param job what is to be printed
     */
    record Print(JsonNode sequenceId, PrintJob job) implements Request {}

    /**
     * A print request that cannot be kept: nothing in it names a file.
     *
     * @param sequenceId see above
     */
    record UnusablePrint(JsonNode sequenceId) implements Request {}

    /**
     * Any other command of a section that slicers use: answered, and told to the host.
     *
     * @param sequenceId see above
     * @param section for instance {@code print}
     * @param name the command's name as the slicer sent it, to be echoed
     * @param command the same as one of a closed set
     * @param body the fields as they came, to be echoed; not to be changed
     */
    record Other(JsonNode sequenceId, String section, String name, Command command, JsonNode body) implements Request {}
}
