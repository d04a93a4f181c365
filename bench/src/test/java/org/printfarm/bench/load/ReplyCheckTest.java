package org.printfarm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyCheckTest {

    @Test
    void acceptsTheRightReply() {
        assertThat(check(Replies.right(), false)).contains(Verdict.OK);
        assertThat(check(Replies.right(), true)).contains(Verdict.OK);
    }

    @Test
    void waitsForEveryPrefixAndNeverAcceptsOneThatEnds() {
        byte[] right = Replies.right();
        for (int size = 0; size < right.length; size++) {
            byte[] prefix = Arrays.copyOf(right, size);
            assertThat(check(prefix, false)).as("%d bytes", size).isEmpty();
            assertThat(check(prefix, true))
                    .as("%d bytes and the end", size)
                    .contains(size == 0 ? Verdict.EARLY_EOF : Verdict.SHORT_FRAME);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrongReplies")
    void findsEveryWrongReply(byte[] reply, Verdict expected) {
        assertThat(check(reply, true)).contains(expected);
    }

    static Stream<Arguments> wrongReplies() {
        byte[] right = Replies.right();
        return Stream.of(
                arguments(Replies.with(0, 0x5A), Verdict.BAD_MAGIC),
                arguments(Replies.with(1, 0x5A), Verdict.BAD_MAGIC),
                arguments(Replies.with(2, right.length + 1), Verdict.BAD_LENGTH),
                arguments(Replies.with(2, right.length - 1), Verdict.BAD_LENGTH),
                arguments(new byte[] {(byte) 0xA5, (byte) 0xA5, 7, 0}, Verdict.BAD_LENGTH),
                arguments(Replies.with(-1, 0x7A), Verdict.BAD_TRAILER),
                arguments(Replies.with(-2, 0x7A), Verdict.BAD_TRAILER),
                arguments(Replies.join(right, new byte[] {0}), Verdict.EXTRA_BYTES),
                arguments(Replies.join(right, right), Verdict.EXTRA_BYTES),
                arguments(Replies.framed("{\"login\":{}"), Verdict.BAD_JSON),
                arguments(Replies.framed(Replies.RIGHT_JSON + "{}"), Verdict.BAD_JSON),
                arguments(Replies.framed("[]"), Verdict.BAD_JSON),
                arguments(changed("\"bind\":\"free\"", "\"bind\":\"free\",\"bind\":\"free\""), Verdict.BAD_JSON),
                arguments(Replies.with(20, 0xFF), Verdict.BAD_JSON),
                arguments(changed("detect", "detecT"), Verdict.BAD_COMMAND),
                arguments(changed("\"login\"", "\"logim\""), Verdict.BAD_COMMAND),
                arguments(changed(Replies.SERIAL, "00M09A000000008"), Verdict.BAD_ID),
                arguments(changed("\"" + Replies.SERIAL + "\"", "7"), Verdict.BAD_ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"bind\":\"free\",",
                "\"connect\":\"lan\",",
                "\"dev_cap\":1,",
                "\"model\":\"BL-P001\",",
                "\"name\":\"Bay 7\",",
                "\"sequence_id\":3021,"
            })
    void missesEveryField(String field) {
        assertThat(check(changed(field, ""), true)).contains(Verdict.MISSING_OR_MISTYPED_FIELD);
    }

    @Test
    void findsFieldsOfAnotherType() {
        assertThat(check(changed("\"dev_cap\":1", "\"dev_cap\":\"1\""), true))
                .contains(Verdict.MISSING_OR_MISTYPED_FIELD);
        assertThat(check(changed("3021", "\"3021\""), true)).contains(Verdict.MISSING_OR_MISTYPED_FIELD);
        assertThat(check(changed("3021", "3021.5"), true)).contains(Verdict.MISSING_OR_MISTYPED_FIELD);
        assertThat(check(changed("\"01.09.00.00\"", "1"), true)).contains(Verdict.MISSING_OR_MISTYPED_FIELD);
    }

    private static byte[] changed(String from, String to) {
        return Replies.framed(Replies.RIGHT_JSON.replace(from, to));
    }

    private static Optional<Verdict> check(byte[] reply, boolean ended) {
        return ReplyCheck.check(ByteBuffer.wrap(reply), ended, Replies.SERIAL);
    }
}
