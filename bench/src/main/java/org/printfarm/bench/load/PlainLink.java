package org.printfarm.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection without TLS. */
final class PlainLink implements Link {

    private final SocketChannel channel;
    private final ByteBuffer request;
    private boolean ended;

    PlainLink(SocketChannel channel, ByteBuffer request) {
        this.channel = channel;
        this.request = request;
    }

    @Override
    public int read(ByteBuffer reply) throws IOException {
        if (request.hasRemaining()) {
            channel.write(request);
        }
        int read = channel.read(reply);
        ended |= read < 0;
        return read;
    }

    @Override
    public boolean saidGoodbye() {
        return ended;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
