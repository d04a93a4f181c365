package org.printfarm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The load's whole way from the socket to the count, against servers that answer wrongly. */
final class WrongServerIT {

    private static final int EXCHANGES = 3;

    /** What the server does. */
    enum Manner {
        RIGHT(Replies.right(), Verdict.OK),
        MAGIC(Replies.with(1, 0), Verdict.BAD_MAGIC),
        LENGTH(Replies.with(2, 9), Verdict.BAD_LENGTH),
        TRAILER(Replies.with(-1, 0), Verdict.BAD_TRAILER),
        EXTRA(Replies.join(Replies.right(), new byte[] {1}), Verdict.EXTRA_BYTES),
        ANOTHER_SERIAL(Replies.framed(Replies.RIGHT_JSON.replace("000007", "000008")), Verdict.BAD_ID),
        NO_FIELD(Replies.framed(Replies.RIGHT_JSON.replace("\"dev_cap\":1,", "")), Verdict.MISSING_OR_MISTYPED_FIELD),
        CUT(java.util.Arrays.copyOf(Replies.right(), 30), Verdict.SHORT_FRAME),
        ENDLESS(new byte[100_000], Verdict.BAD_MAGIC),
        NOTHING(new byte[0], Verdict.EARLY_EOF);

        private final byte[] reply;
        private final Verdict expected;

        Manner(byte[] reply, Verdict expected) {
            this.reply = reply;
            this.expected = expected;
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsWhatTheServerDid(Manner manner) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = serve(server, manner.reply);
            ObjectNode document = load(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            thread.join();
            if (manner.expected == Verdict.OK) {
                assertThat(document.path("ok").asInt()).isEqualTo(EXCHANGES);
            } else {
                assertThat(document.path("ok").asInt()).isZero();
                String key = manner.expected.kind() == Verdict.Kind.WRONG ? "wrong" : "transport";
                assertThat(document.path(key).asInt()).as("%s", document).isEqualTo(EXCHANGES);
                assertThat(document.path("errors")
                                .path(manner.expected.name().toLowerCase(Locale.ROOT))
                                .asInt())
                        .isEqualTo(EXCHANGES);
            }
        }
    }

    @Test
    void countsRefusedConnections() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        }
        assertThat(load(nobody).path("errors").path("connect_refused").asInt()).isEqualTo(EXCHANGES);
    }

    private static ObjectNode load(InetSocketAddress address) throws IOException {
        ExchangeTally tally = new ExchangeTally(false, 0);
        ExchangePlan plan = new ExchangePlan(List.of(new Target(address, Replies.SERIAL)), 1, EXCHANGES, 60, 0);
        new ExchangeLoop(plan, channel -> new PlainLink(channel, ByteBuffer.wrap(Requests.detect())), tally).run();
        return tally.document();
    }

    private static Thread serve(ServerSocket server, byte[] reply) {
        Thread thread = new Thread(() -> {
            for (int i = 0; i < EXCHANGES; i++) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().readNBytes(Requests.detect().length);
                    socket.getOutputStream().write(reply);
                } catch (IOException clientHasSeenEnough) {
                    System.err.println("the client closed first");
                }
            }
        });
        thread.start();
        return thread;
    }
}
