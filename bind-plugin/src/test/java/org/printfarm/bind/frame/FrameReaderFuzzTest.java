package org.printfarm.bind.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/**
 * Searches for bytes that the frame reader cannot take, guided by coverage. Without {@code JAZZER_FUZZ} only what was found
 * before is tried. How to let it run for long stands in this module's README.
 */
class FrameReaderFuzzTest {

    @FuzzTest(maxDuration = "4s")
    void briefly(byte[] bytes) {
        check(bytes);
    }

    @FuzzTest(maxDuration = "1h")
    void forAnHour(byte[] bytes) {
        check(bytes);
    }

    /** Nothing is thrown, and what a prefix decides stays decided. */
    private static void check(byte[] bytes) {
        FrameResult whole = FrameReader.read(ByteBuffer.wrap(bytes));
        int half = bytes.length / 2;
        FrameResult prefix = FrameReader.read(ByteBuffer.wrap(bytes, 0, half));
        if (!(prefix instanceof FrameResult.Incomplete)) {
            assertThat(FrameReaderTest.inWords(prefix)).isEqualTo(FrameReaderTest.inWords(whole));
        }
        if (whole instanceof FrameResult.Complete frame) {
            assertThat(frame.totalBytes()).isBetween(Frame.MIN_TOTAL_BYTES, Frame.MAX_REQUEST_BYTES);
        }
    }
}
