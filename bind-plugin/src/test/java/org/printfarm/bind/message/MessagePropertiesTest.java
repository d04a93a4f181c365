package org.printfarm.bind.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;

/** What holds for all texts, names and numbers. */
class MessagePropertiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrinterIdentity PRINTER =
            new PrinterIdentity("01P00A391800001", PrinterModel.P1S, "Bay 1", "01.09.00.00");

    @Property
    void anyBytesAreReadWithoutAnException(@ForAll byte[] bytes) {
        assertThatCode(() -> RequestReader.read(ByteBuffer.wrap(bytes))).doesNotThrowAnyException();
    }

    @Property
    void anyTextInBracesIsReadWithoutAnException(@ForAll String text) {
        byte[] bytes = ("{\"login\":{" + text + "}}").getBytes(StandardCharsets.UTF_8);
        assertThatCode(() -> RequestReader.read(ByteBuffer.wrap(bytes))).doesNotThrowAnyException();
    }

    @Property
    void everyTextIsEchoedAsTheSameText(@ForAll("texts") String text) throws JsonProcessingException {
        String request = "{\"login\":{\"command\":\"detect\",\"sequence_id\":" + JSON.writeValueAsString(text) + "}}";
        RequestResult result = RequestReader.read(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
        assertThat(result).isInstanceOf(BindRequest.class);
        JsonNode reply = replyOf(ReplyWriter.detected(PRINTER, ((BindRequest) result).sequenceId()));
        assertThat(reply.at("/login/sequence_id").isTextual()).isTrue();
        assertThat(reply.at("/login/sequence_id").asText()).isEqualTo(text);
    }

    @Property
    void everyNameArrivesAndTheFrameIsPureAscii(@ForAll("texts") String name) throws JsonProcessingException {
        if (!PrinterIdentity.isName(name)) {
            return;
        }
        PrinterIdentity printer = new PrinterIdentity("01P00A391800001", PrinterModel.P1S, name, "01.09.00.00");
        JsonNode reply = replyOf(ReplyWriter.detected(printer, SequenceId.FIXED));
        assertThat(reply.at("/login/name").asText()).isEqualTo(name);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(64)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static JsonNode replyOf(BindReply reply) throws JsonProcessingException {
        ByteBuffer frame = reply.frame();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        String json = new String(bytes, 4, bytes.length - 6, StandardCharsets.UTF_8);
        assertThat(json).matches("\\p{ASCII}*");
        return JSON.readTree(json);
    }
}
