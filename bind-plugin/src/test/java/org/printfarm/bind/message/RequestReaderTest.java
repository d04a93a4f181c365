package org.printfarm.bind.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.bind.frame.FrameReader;
import org.printfarm.bind.frame.FrameResult;
import org.printfarm.bind.frame.FrameVector;

/** The text of a frame. */
class RequestReaderTest {

    static Stream<FrameVector> completeVectors() {
        return FrameVector.all().filter(vector -> vector.request().isPresent());
    }

    @ParameterizedTest
    @MethodSource("completeVectors")
    void vectorIsUnderstoodAsExpected(FrameVector vector) {
        FrameResult frame = FrameReader.read(ByteBuffer.wrap(vector.bytes()));
        assertThat(frame)
                .isInstanceOfSatisfying(
                        FrameResult.Complete.class,
                        complete -> assertThat(inWords(RequestReader.read(complete.payload())))
                                .isEqualTo(vector.request().orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"20000\"      | \"20000\"",
                "20000          | 20000",
                "-1.50e+3       | -1.50e+3",
                "true           | true",
                "null           | null",
                "\"\"           | \"\"",
                "\"a\\\"b\\\\\" | \"a\\\"b\\\\\"",
                "\"\u00fc\ud83d\ude00\" | \"\\u00FC\\uD83D\\uDE00\"",
                "[1]            | 3021",
                "{\"a\":1}      | 3021"
            })
    void sequenceIdIsKeptAsItWasSent(String sent, String kept) {
        RequestResult result = read("{\"login\":{\"command\":\"detect\",\"sequence_id\":" + sent + "}}");
        assertThat(result).isEqualTo(new BindRequest(Command.DETECT, SequenceId.ofJson(kept)));
    }

    @Test
    void sequenceIdThatIsMissingIsTheFixedOne() {
        assertThat(read("{\"login\":{\"command\":\"detect\"}}"))
                .isEqualTo(new BindRequest(Command.DETECT, SequenceId.FIXED));
    }

    @Test
    void sequenceIdOutsideOfLoginIsNotMeant() {
        assertThat(read("{\"sequence_id\":1,\"login\":{\"command\":\"detect\"}}"))
                .isEqualTo(new BindRequest(Command.DETECT, SequenceId.FIXED));
    }

    @Test
    void requestPrintsNothingThatThePeerSent() {
        RequestResult result = read("{\"login\":{\"command\":\"detect\",\"sequence_id\":\"secret\"}}");
        assertThat(result.toString()).doesNotContain("secret");
    }

    private static RequestResult read(String json) {
        return RequestReader.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String inWords(RequestResult result) {
        return result instanceof BindRequest request
                ? request.command().name()
                : ((RequestResult.Refused) result).fault().name();
    }
}
