package org.printfarm.mqtt.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS of one connection, which leaves nothing behind. Netty forgets an engine without telling it that both directions are over,
 * and Conscrypt's keeps its pipe, two file descriptors, until then and until all that it had to say was taken.
 */
final class TlsHandler extends SslHandler {

    /** What an engine may still have to say: an alert, and at the worst a flight of the handshake before it. */
    private static final int MAX_LAST_WORDS = 8;

    TlsHandler(SSLEngine engine, Executor handshakes) {
        super(engine, false, handshakes);
    }

    @Override
    public void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        try {
            super.handlerRemoved0(context);
        } finally {
            end(engine());
        }
    }

    /**
     * Ends an engine that nobody listens to any more. Frees what it holds outside of the heap.
     *
     * @param engine in any state, also when it is ended already
     */
    static void end(SSLEngine engine) {
        engine.closeOutbound();
        try {
            engine.closeInbound();
        } catch (SSLException withoutGoodbye) {
            // The peer went away without a closing alert: its connection's end was told already.
            swallowLastWords(engine);
            return;
        }
        swallowLastWords(engine);
    }

    private static void swallowLastWords(SSLEngine engine) {
        try {
            for (int word = 0; word < MAX_LAST_WORDS && !engine.isOutboundDone(); word++) {
                ByteBuffer nowhere = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                engine.wrap(ByteBuffer.allocate(0), nowhere);
            }
        } catch (SSLException broken) {
            // An engine that throws is through with its connection, and has let go of it.
            return;
        }
    }
}
