package org.printfarm.bind.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The framing rules, by vectors, and their independence of how TCP cuts the bytes. */
class FrameReaderTest {

    /** Beyond this, every place of a cut is tried in steps. */
    private static final int EVERY_PLACE = 80;

    static Stream<FrameVector> vectors() {
        return FrameVector.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vectorIsReadAsExpected(FrameVector vector) {
        assertThat(inWords(FrameReader.read(ByteBuffer.wrap(vector.bytes())))).isEqualTo(vector.frame());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyTwoPlaceCutGivesTheSame(FrameVector vector) {
        int size = vector.bytes().length;
        int step = Math.max(1, size / EVERY_PLACE);
        for (int first = 0; first <= size; first += step) {
            for (int second = first; second <= size; second += step) {
                assertThat(inWords(readInPieces(vector.bytes(), first, second, size)))
                        .as("cut at %d and %d", first, second)
                        .isEqualTo(vector.frame());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void oneByteAtATimeGivesTheSame(FrameVector vector) {
        int[] ends = new int[vector.bytes().length];
        Arrays.setAll(ends, i -> i + 1);
        assertThat(inWords(readInPieces(vector.bytes(), ends))).isEqualTo(vector.frame());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void positionDoesNotMatterAndDoesNotMove(FrameVector vector) {
        byte[] shifted = new byte[vector.bytes().length + 3];
        System.arraycopy(vector.bytes(), 0, shifted, 3, vector.bytes().length);
        ByteBuffer bytes = ByteBuffer.wrap(shifted).position(3);
        assertThat(inWords(FrameReader.read(bytes))).isEqualTo(vector.frame());
        assertThat(bytes.position()).isEqualTo(3);
        assertThat(bytes.remaining()).isEqualTo(vector.bytes().length);
    }

    @Test
    void payloadIsWhatStandsBetweenLengthAndTrailer() {
        FrameResult result =
                FrameReader.read(ByteBuffer.wrap(FrameVector.captured().bytes()));
        assertThat(result).isInstanceOfSatisfying(FrameResult.Complete.class, complete -> {
            byte[] payload = new byte[complete.payload().remaining()];
            complete.payload().get(payload);
            assertThat(new String(payload, java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}");
        });
    }

    @Test
    void resultPrintsNoByteOfThePeer() {
        FrameResult result =
                FrameReader.read(ByteBuffer.wrap(FrameVector.captured().bytes()));
        assertThat(result).hasToString("Complete[totalBytes=58]");
    }

    private static FrameResult readInPieces(byte[] bytes, int... ends) {
        FrameResult result = new FrameResult.Incomplete();
        for (int end : ends) {
            result = FrameReader.read(ByteBuffer.wrap(bytes, 0, end));
            if (!(result instanceof FrameResult.Incomplete)) {
                return result;
            }
        }
        return result;
    }

    static String inWords(FrameResult result) {
        if (result instanceof FrameResult.Complete complete) {
            return "complete " + complete.totalBytes();
        }
        return result instanceof FrameResult.Malformed malformed
                ? "malformed " + malformed.fault() + " " + malformed.length()
                : "incomplete";
    }
}
