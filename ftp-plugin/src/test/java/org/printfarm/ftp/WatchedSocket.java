package org.printfarm.ftp;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * TCP under a client's TLS. It keeps what came in, to see how that ended; and what goes out it can hold back until the client
 * waits for an answer, so that the last flight of a handshake and all that follows reach the server in one go.
 */
final class WatchedSocket extends Socket {

    private static final int HEADER_BYTES = 5;
    private static final int ALERT_RECORD = 21;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final boolean holding;

    WatchedSocket(boolean holding) {
        this.holding = holding;
    }

    /** Whether the last record that came is an alert; at the end of an established TLS 1.2 session that is close_notify. */
    boolean endedWithAlert() {
        ByteBuffer records = ByteBuffer.wrap(received.toByteArray());
        int last = 0;
        while (records.remaining() > HEADER_BYTES) {
            last = records.get(records.position());
            int length = HEADER_BYTES + (records.getShort(records.position() + 3) & 0xFFFF);
            records.position(Math.min(records.limit(), records.position() + length));
        }
        return last == ALERT_RECORD && !records.hasRemaining();
    }

    /** Sends what was held back. */
    void push() throws IOException {
        byte[] bytes = held.toByteArray();
        held.reset();
        if (bytes.length > 0) {
            super.getOutputStream().write(bytes);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                push();
                int count = super.read(bytes, offset, length);
                received.write(bytes, offset, Math.max(count, 0));
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return holding ? held : super.getOutputStream();
    }
}
