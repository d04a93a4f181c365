package org.printfarm.bind.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for all bytes, not only for the vectors. */
class FramePropertiesTest {

    @Property
    void anyBytesAreReadWithoutAnException(@ForAll byte[] bytes) {
        assertThatCode(() -> FrameReader.read(ByteBuffer.wrap(bytes))).doesNotThrowAnyException();
    }

    @Property
    void whatAPrefixDecidesStaysDecided(@ForAll("nearlyFrames") byte[] bytes) {
        FrameResult whole = FrameReader.read(ByteBuffer.wrap(bytes));
        for (int size = 0; size <= bytes.length; size++) {
            FrameResult prefix = FrameReader.read(ByteBuffer.wrap(bytes, 0, size));
            if (!(prefix instanceof FrameResult.Incomplete)) {
                assertThat(FrameReaderTest.inWords(prefix)).isEqualTo(FrameReaderTest.inWords(whole));
            }
        }
    }

    @Property
    void everyFramedObjectIsFoundWhateverItsLengthFieldTells(
            @ForAll("objects") String json, @ForAll @IntRange(max = Frame.MAX_REQUEST_BYTES) int claimed) {
        byte[] framed = FrameWriter.frame(json.getBytes(StandardCharsets.UTF_8));
        FrameResult right = FrameReader.read(ByteBuffer.wrap(framed));
        assertThat(FrameReaderTest.inWords(right)).isEqualTo("complete " + framed.length);
        framed[2] = (byte) claimed;
        framed[3] = (byte) (claimed >> 8);
        FrameResult wrong = FrameReader.read(ByteBuffer.wrap(framed));
        assertThat(wrong).isNotInstanceOf(FrameResult.Incomplete.class);
        assertThat(wrong).isNotInstanceOf(FrameResult.Malformed.class);
    }

    @Property
    void noFrameIsEverLargerThanTheLimit(@ForAll("nearlyFrames") byte[] bytes) {
        if (FrameReader.read(ByteBuffer.wrap(bytes)) instanceof FrameResult.Complete complete) {
            assertThat(complete.totalBytes()).isLessThanOrEqualTo(Frame.MAX_REQUEST_BYTES);
        }
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars('a', '\u49e7', '\u00e7', '\ufffd', ' ', '{', '}', '[', ']')
                .ofMaxLength(40);
        return texts.map(text -> "{\"a\":[1,{\"b\":\"" + text + "\"}],\"" + text + "\":\"\\\"\\\\\"}");
    }

    /** Frames with some bytes changed, cut off or added. */
    @Provide
    Arbitrary<byte[]> nearlyFrames() {
        Arbitrary<byte[]> frames = objects().map(json -> FrameWriter.frame(json.getBytes(StandardCharsets.UTF_8)));
        return Combinators.combine(frames, Arbitraries.integers().between(0, 400), Arbitraries.bytes())
                .as((frame, at, value) -> {
                    byte[] changed = Arrays.copyOf(frame, at % 3 == 0 ? Math.max(at, frame.length) : frame.length);
                    changed[at % changed.length] = value;
                    return changed;
                });
    }
}
