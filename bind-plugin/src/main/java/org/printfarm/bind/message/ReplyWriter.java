package org.printfarm.bind.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.printfarm.api.PrinterIdentity;

/**
 * Writes replies: compact JSON, keys in the order of the captures, pure ASCII (names outside of it as {@code \\uXXXX}), in
 * their frame. Pure.
 */
public final class ReplyWriter {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The same in every capture of every model (protocol notes, section 1). */
    private static final int DEVICE_CAPABILITIES = 1;

    /** The number under which LAN-only firmware reports its refusal. Source: capture. */
    private static final int LAN_ONLY_SEQUENCE_ID = 1000;

    private static final String LAN_ONLY_REASON = "{\"devmsg\":\"LAN-ONLY enabled\",\"err_code\":83902489}";

    private ReplyWriter() {}

    /**
     * Who the printer is. {@code free} and {@code lan} are what lets a slicer go on; with any other value it refuses.
     *
     * @param identity the printer
     * @param sequenceId the number to answer with
     * @return the reply in its frame
     */
    public static BindReply detected(PrinterIdentity identity, SequenceId sequenceId) {
        return write(json -> {
            json.writeStringField("bind", "free");
            json.writeStringField("command", "detect");
            json.writeStringField("connect", "lan");
            json.writeNumberField("dev_cap", DEVICE_CAPABILITIES);
            json.writeStringField("id", identity.serial());
            json.writeStringField("model", identity.model().wireCode());
            json.writeStringField("name", identity.name());
            json.writeFieldName("sequence_id");
            json.writeRawValue(sequenceId.json());
            json.writeStringField("version", identity.firmware());
        });
    }

    /**
     * What LAN-only firmware answers to an attempt to tie it to a cloud account.
     *
     * @return the reply in its frame
     */
    public static BindReply lanOnly() {
        return write(json -> {
            json.writeNumberField("sequence_id", LAN_ONLY_SEQUENCE_ID);
            json.writeStringField("command", "login_report");
            json.writeStringField("status", "FAILURE");
            json.writeStringField("reason", LAN_ONLY_REASON);
        });
    }

    private static BindReply write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("login");
            fields.writeTo(json);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new BindReply(bytes.toByteArray());
    }

    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
