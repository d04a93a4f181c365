package org.printfarm.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The client's end of one connection, plain or TLS, that never blocks. One thread. */
interface Link {

    /** {@link #read} found nothing: wait for the socket. */
    int NOTHING_YET = 0;

    /** {@link #read} found the end. */
    int END = -1;

    /**
     * Sends what is to be sent, and receives.
     *
     * @param reply where the reply's bytes go
     * @return how many were added, {@link #NOTHING_YET} or {@link #END}
     * @throws IOException when the connection broke; a {@code SSLException} when TLS did
     */
    int read(ByteBuffer reply) throws IOException;

    /** Whether the server said that it closes; for a plain connection, its end says it. */
    boolean saidGoodbye();

    /** Whether the TLS handshake is done; for a plain connection, always. */
    boolean isOpen();
}
