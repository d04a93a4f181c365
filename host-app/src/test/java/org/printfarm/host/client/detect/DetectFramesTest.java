package org.printfarm.host.client.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.ClientException.Code;
import org.printfarm.host.view.DetectedPrinter;

class DetectFramesTest {

    private static final String REPLY =
            "{\"login\":{\"bind\":\"free\",\"command\":\"detect\",\"connect\":\"lan\",\"dev_cap\":1,\"id\":\"01P00A391800001\","
                    + "\"model\":\"C12\",\"name\":\"K\\u00fcche\",\"sequence_id\":3021,\"version\":\"01.09.00.00\"}}";

    @Test
    void theRequestIsTheCapturedOne() {
        assertThat(HexFormat.of().formatHex(DetectFrames.request()))
                .startsWith("a5a53a00")
                .endsWith("a7a7")
                .hasSize(2 * 58);
    }

    @Test
    void aReplyTellsTheIdentity() throws ClientException {
        assertThat(DetectFrames.printer(frame(REPLY)))
                .isEqualTo(new DetectedPrinter("01P00A391800001", "C12", "Küche", "01.09.00.00", "free", "lan"));
    }

    @Test
    void theLengthIsKnownFromTheFourthByteOn() throws ClientException {
        byte[] frame = frame(REPLY);
        assertThat(DetectFrames.totalLength(ByteBuffer.wrap(frame, 0, 3))).isZero();
        assertThat(DetectFrames.totalLength(ByteBuffer.wrap(frame, 0, 4))).isEqualTo(frame.length);
    }

    @Test
    void aForeignProtocolIsNoticedAtItsFirstByte() {
        assertThat(code(() -> DetectFrames.totalLength(ByteBuffer.wrap(new byte[] {0x15}))))
                .isEqualTo(Code.BAD_FRAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"login\":{}}", "{\"login\":{\"command\":\"detect\"}}", "{\"login\":", "3"})
    void aFrameWithoutAnIdentityIsABadReply(String json) {
        assertThat(code(() -> DetectFrames.printer(frame(json)))).isEqualTo(Code.BAD_REPLY);
    }

    @Test
    void aMissingTrailerIsABadFrame() {
        byte[] frame = frame(REPLY);
        frame[frame.length - 1] = 0;
        assertThat(code(() -> DetectFrames.printer(frame))).isEqualTo(Code.BAD_FRAME);
    }

    @Property(tries = 500)
    void noPayloadIsThrownAnythingElseFor(@ForAll @Size(max = 200) byte[] payload) {
        byte[] frame = frame(new String(payload, StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(ClientException.class).isThrownBy(() -> DetectFrames.printer(frame));
    }

    private static Code code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ClientException.class, call).code();
    }

    static byte[] frame(String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        int total = payload.length + 6;
        return ByteBuffer.allocate(total)
                .put(new byte[] {(byte) 0xA5, (byte) 0xA5, (byte) total, (byte) (total >> 8)})
                .put(payload)
                .put(new byte[] {(byte) 0xA7, (byte) 0xA7})
                .array();
    }
}
