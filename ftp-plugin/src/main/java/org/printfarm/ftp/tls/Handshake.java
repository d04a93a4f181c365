package org.printfarm.ftp.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.printfarm.api.net.TlsAlert;

/** Whether the handshake of one connection is over, and why it failed. One thread at a time. */
final class Handshake {

    private static final String UNKNOWN = "HANDSHAKE";

    private boolean over;
    private String failure = UNKNOWN;

    boolean isOver() {
        return over;
    }

    /** An alert's name, after {@code SENT_} if it was ours; what was given; or {@code HANDSHAKE}. */
    String failure() {
        return failure;
    }

    /** The engine did a step. */
    void note(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            over = true;
        }
    }

    /** The peer sent these records. */
    void received(ByteBuffer records) {
        if (!over) {
            TlsAlert.atStartOf(records).ifPresent(alert -> failure = alert.name());
        }
    }

    /** We send these records. What the peer told before is why. */
    void sent(ByteBuffer records) {
        if (!over && failure.equals(UNKNOWN)) {
            TlsAlert.atStartOf(records).ifPresent(alert -> failure = "SENT_" + alert.name());
        }
    }

    /** It is refused, with a word of ours. */
    void refused(String why) {
        failure = why;
    }
}
