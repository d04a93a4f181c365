package org.printfarm.ftp.protocol;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Anything a client may send comes out as a line, a command and a path, or is refused. */
class CommandFuzzIT {

    @FuzzTest(maxDuration = "30s")
    void anyBytesAreTakenOrRefused(FuzzedDataProvider data) {
        LineDecoder decoder = new LineDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(data.consumeRemainingAsBytes());
        RemotePath folder = RemotePath.ROOT;
        while (bytes.hasRemaining()) {
            LineDecoder.Result result = decoder.next(bytes);
            if (result instanceof LineDecoder.Result.TooLong) {
                return;
            }
            if (result instanceof LineDecoder.Result.Line line) {
                CommandLine command = CommandLine.parse(line.text());
                folder = folder.resolve(command.argument()).orElse(folder);
                if (folder.names().contains("..")) {
                    throw new AssertionError("a path left the card");
                }
            }
        }
    }
}
