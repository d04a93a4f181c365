package org.printfarm.bind.message;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.bind.respond.DetectResponder;
import org.printfarm.bind.respond.LoginReply;
import org.printfarm.bind.respond.SequenceIdMode;

/**
 * Searches for texts that the request reader cannot take or whose echo cannot be written, guided by coverage. Without {@code
 * JAZZER_FUZZ} only what was found before is tried. How to let it run for long stands in this module's README.
 */
class RequestReaderFuzzTest {

    private static final DetectResponder ECHO = new DetectResponder(
            new PrinterIdentity("01P00A391800001", PrinterModel.P1S, "Bay 1", "01.09.00.00"),
            SequenceIdMode.ECHO,
            LoginReply.LAN_ONLY);

    @DictionaryEntries({"{\"login\":{", "\"command\":\"detect\"", "\"sequence_id\":", "\"20000\"", "}}"})
    @FuzzTest(maxDuration = "4s")
    void briefly(byte[] text) {
        check(text);
    }

    @DictionaryEntries({"{\"login\":{", "\"command\":\"detect\"", "\"sequence_id\":", "\"20000\"", "}}"})
    @FuzzTest(maxDuration = "1h")
    void forAnHour(byte[] text) {
        check(text);
    }

    /** Nothing is thrown, and every request that is understood can be answered with an echo. */
    private static void check(byte[] text) {
        if (RequestReader.read(ByteBuffer.wrap(text)) instanceof BindRequest request) {
            ECHO.respond(request);
        }
    }
}
