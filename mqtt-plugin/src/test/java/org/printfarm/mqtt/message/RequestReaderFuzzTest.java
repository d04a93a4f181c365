package org.printfarm.mqtt.message;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Feeds the reader whatever a fuzzer thinks of, and the writers whatever the reader made of it. Without {@code
 * JAZZER_FUZZ=1} only the stored inputs run; with it: {@code JAZZER_FUZZ=1 mvn -pl mqtt-plugin -am test
 * -Dtest=RequestReaderFuzzTest}.
 */
class RequestReaderFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyMessageIsReadAndAnswered(byte[] message) {
        ReadResult result = RequestReader.read(message);
        if (result instanceof ReadResult.Understood understood) {
            understood.requests().forEach(RequestReaderFuzzTest::answer);
        }
    }

    private static void answer(Request request) {
        byte[] reply;
        if (request instanceof Request.Print print) {
            reply = ReplyWriter.printAccepted(print);
        } else if (request instanceof Request.Other other) {
            reply = ReplyWriter.answered(other, new CommandResult.Done(MachineSettings.none()));
        } else {
            reply = ReplyWriter.printRefused(request, "PRINT_REFUSED");
        }
        if (!(RequestReader.read(reply) instanceof ReadResult.Understood)) {
            throw new AssertionError("a reply is not JSON");
        }
    }
}
