package org.printfarm.bind.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.bind.message.BindReply;
import org.printfarm.bind.message.BindRequest;
import org.printfarm.bind.message.RequestReader;

/** From request to reply. */
class DetectResponderTest {

    private static final PrinterIdentity PRINTER =
            new PrinterIdentity("01P00A391800001", PrinterModel.P1S, "Bay 1", "01.09.00.00");

    @Test
    void detectIsAnsweredWithTheFixedNumber() {
        assertThat(answer(SequenceIdMode.FIXED, LoginReply.CLOSE, "\"command\":\"detect\",\"sequence_id\":\"20004\""))
                .hasValueSatisfying(reply -> assertThat(textOf(reply)).contains("\"sequence_id\":3021,"));
    }

    @Test
    void replyThatDoesNotDependOnTheRequestIsWrittenOnce() {
        Responder responder = new DetectResponder(PRINTER, SequenceIdMode.FIXED, LoginReply.CLOSE);
        BindReply first = responder.respond(request("\"command\":\"detect\"")).orElseThrow();
        assertThat(responder.respond(request("\"command\":\"detect\",\"sequence_id\":7")))
                .containsSame(first);
    }

    @Test
    void echoRepeatsTheRequestsNumberAsItWasSent() {
        assertThat(answer(SequenceIdMode.ECHO, LoginReply.CLOSE, "\"command\":\"detect\",\"sequence_id\":\"20004\""))
                .hasValueSatisfying(reply -> assertThat(textOf(reply)).contains("\"sequence_id\":\"20004\","));
        assertThat(answer(SequenceIdMode.ECHO, LoginReply.CLOSE, "\"command\":\"detect\",\"sequence_id\":20004"))
                .hasValueSatisfying(reply -> assertThat(textOf(reply)).contains("\"sequence_id\":20004,"));
    }

    @Test
    void echoOfNothingIsTheFixedNumber() {
        assertThat(answer(SequenceIdMode.ECHO, LoginReply.CLOSE, "\"command\":\"detect\""))
                .hasValueSatisfying(reply -> assertThat(textOf(reply)).contains("\"sequence_id\":3021,"));
    }

    @Test
    void loginGetsNothingUnlessToldOtherwise() {
        assertThat(answer(SequenceIdMode.FIXED, LoginReply.CLOSE, "\"command\":\"login\""))
                .isEmpty();
        assertThat(answer(SequenceIdMode.FIXED, LoginReply.LAN_ONLY, "\"command\":\"login\""))
                .hasValueSatisfying(reply -> assertThat(textOf(reply)).contains("login_report"));
    }

    @Test
    void anotherCommandGetsNothing() {
        assertThat(answer(SequenceIdMode.FIXED, LoginReply.LAN_ONLY, "\"command\":\"reboot\""))
                .isEmpty();
    }

    private static Optional<BindReply> answer(SequenceIdMode mode, LoginReply login, String fields) {
        return new DetectResponder(PRINTER, mode, login).respond(request(fields));
    }

    private static BindRequest request(String fields) {
        byte[] json = ("{\"login\":{" + fields + "}}").getBytes(StandardCharsets.UTF_8);
        return (BindRequest) RequestReader.read(ByteBuffer.wrap(json));
    }

    private static String textOf(BindReply reply) {
        return StandardCharsets.ISO_8859_1.decode(reply.frame()).toString();
    }
}
