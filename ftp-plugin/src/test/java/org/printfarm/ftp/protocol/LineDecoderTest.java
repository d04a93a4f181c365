package org.printfarm.ftp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.printfarm.ftp.protocol.LineDecoder.Result;

class LineDecoderTest {

    private static final int IAC = 255;

    private static List<Result> decode(LineDecoder decoder, byte[] bytes) {
        List<Result> results = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            Result result = decoder.next(buffer);
            if (!(result instanceof Result.Incomplete)) {
                results.add(result);
            }
            if (result instanceof Result.TooLong) {
                break;
            }
        }
        return results;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void linesEndWithCrLfOrLfAlone() {
        assertThat(decode(new LineDecoder(), utf8("USER bblp\r\nPASS x\n\r\n")))
                .containsExactly(new Result.Line("USER bblp"), new Result.Line("PASS x"), new Result.Line(""));
    }

    @Test
    void cutsAtAnyTwoPlacesMakeNoDifference() {
        byte[] all = utf8("STOR Würfel 立方.3mf\r\nNOOP\r\n");
        List<Result> whole = decode(new LineDecoder(), all);
        for (int first = 0; first <= all.length; first++) {
            for (int second = first; second <= all.length; second++) {
                LineDecoder decoder = new LineDecoder();
                List<Result> cut = new ArrayList<>(decode(decoder, Arrays.copyOfRange(all, 0, first)));
                cut.addAll(decode(decoder, Arrays.copyOfRange(all, first, second)));
                cut.addAll(decode(decoder, Arrays.copyOfRange(all, second, all.length)));
                assertThat(cut).isEqualTo(whole);
            }
        }
    }

    @Test
    void telnetCommandsAreTakenOut() {
        assertThat(decode(new LineDecoder(), bytes(IAC, 244, IAC, 242, 'A', 'B', 'O', 'R', '\r', '\n')))
                .containsExactly(new Result.Line("ABOR"));
        assertThat(decode(new LineDecoder(), bytes(IAC, 251, 1, 'N', IAC, 254, 3, 'O', '\n')))
                .containsExactly(new Result.Line("NO"));
    }

    @Test
    void aDoubledTelnetByteIsOneByteAndNotText() {
        assertThat(decode(new LineDecoder(), bytes('A', IAC, IAC, '\n'))).containsExactly(new Result.NotText());
    }

    @Test
    void aLineThatIsNotUtf8IsToldAndTheNextOneStillRead() {
        assertThat(decode(new LineDecoder(), bytes('A', 0xC3, '\n', 'B', '\n')))
                .containsExactly(new Result.NotText(), new Result.Line("B"));
    }

    @Test
    void theLongestLineIsTakenAndOneByteMoreIsRefusedBeforeItsEnd() {
        String longest = "x".repeat(LineDecoder.MAX_LINE_BYTES);
        assertThat(decode(new LineDecoder(), utf8(longest + "\n"))).containsExactly(new Result.Line(longest));
        assertThat(decode(new LineDecoder(), utf8(longest + "x"))).containsExactly(new Result.TooLong());
    }

    @Property(tries = 300)
    void anyBytesGiveSomeResultsAndNothingIsThrown(@ForAll @Size(max = 400) byte[] bytes) {
        for (Result result : decode(new LineDecoder(), bytes)) {
            assertThat(result).isNotNull();
            assertThat(result.toString()).doesNotContain("\n");
        }
    }
}
