package org.printfarm.bind.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.bind.frame.FrameWriter;

/** Replies, byte by byte. */
class ReplyWriterTest {

    @Test
    void detectReplyHasTheCapturedKeysInTheirOrder() {
        assertThat(jsonOf(ReplyWriter.detected(printer("Bay 1"), SequenceId.FIXED)))
                .isEqualTo("{\"login\":{\"bind\":\"free\",\"command\":\"detect\",\"connect\":\"lan\",\"dev_cap\":1,"
                        + "\"id\":\"01P00A391800001\",\"model\":\"C12\",\"name\":\"Bay 1\",\"sequence_id\":3021,"
                        + "\"version\":\"01.09.00.00\"}}");
    }

    @Test
    void frameTellsItsOwnLengthLowByteFirst() {
        ByteBuffer frame =
                ReplyWriter.detected(printer("x".repeat(64)), SequenceId.FIXED).frame();
        int size = frame.remaining();
        assertThat(size).isGreaterThan(0xFF - 64);
        assertThat(frame.getShort(0)).isEqualTo((short) 0xA5A5);
        assertThat(Byte.toUnsignedInt(frame.get(2)) + 256 * Byte.toUnsignedInt(frame.get(3)))
                .isEqualTo(size);
        assertThat(frame.getShort(size - 2)).isEqualTo((short) 0xA7A7);
    }

    @Test
    void nameOutsideOfAsciiIsEscaped() {
        assertThat(jsonOf(ReplyWriter.detected(printer("W\u00fcrfel \u49e7 \ud83d\ude00 \"x\""), SequenceId.FIXED)))
                .contains("\"name\":\"W\\u00FCrfel \\u49E7 \\uD83D\\uDE00 \\\"x\\\"\"");
    }

    @Test
    void sequenceIdKeepsItsType() {
        assertThat(jsonOf(ReplyWriter.detected(printer("a"), SequenceId.ofJson("\"20004\""))))
                .contains("\"sequence_id\":\"20004\"");
    }

    @Test
    void lanOnlyReplyIsTheCapturedOne() {
        assertThat(jsonOf(ReplyWriter.lanOnly()))
                .isEqualTo("{\"login\":{\"sequence_id\":1000,\"command\":\"login_report\",\"status\":\"FAILURE\","
                        + "\"reason\":\"{\\\"devmsg\\\":\\\"LAN-ONLY enabled\\\",\\\"err_code\\\":83902489}\"}}");
    }

    @Test
    void replyCannotBeChangedByItsReaders() {
        ByteBuffer frame = ReplyWriter.lanOnly().frame();
        assertThatThrownBy(() -> frame.put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void textTooLongForTheLengthFieldIsRefused() {
        assertThatThrownBy(() -> FrameWriter.frame(new byte[0xFFFF - 5])).isInstanceOf(IllegalArgumentException.class);
        assertThat(FrameWriter.frame(new byte[0xFFFF - 6])).hasSize(0xFFFF);
    }

    private static PrinterIdentity printer(String name) {
        return new PrinterIdentity("01P00A391800001", PrinterModel.P1S, name, "01.09.00.00");
    }

    private static String jsonOf(BindReply reply) {
        ByteBuffer frame = reply.frame();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return new String(bytes, 4, bytes.length - 6, StandardCharsets.US_ASCII);
    }
}
