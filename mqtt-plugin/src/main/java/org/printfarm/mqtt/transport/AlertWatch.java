package org.printfarm.mqtt.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import org.printfarm.api.net.TlsAlert;

/**
 * Stands before TLS and notes an alert that a client sends in the clear. On TLS 1.3 clients made with OpenSSL, slicers among
 * them, say so that they do not trust the CA, and an engine that expects encryption throws something else. Takes itself out
 * when the client is logged in.
 */
final class AlertWatch extends ChannelInboundHandlerAdapter {

    private Optional<String> seen = Optional.empty();

    /**
     * The alert, if there was one on a connection whose client has not logged in.
     *
     * @return its name in upper case
     */
    static Optional<String> seen(ChannelHandlerContext connection) {
        return Optional.ofNullable(connection.pipeline().get(AlertWatch.class)).flatMap(watch -> watch.seen);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && seen.isEmpty()) {
            seen = TlsAlert.atEndOf(bytes.nioBuffer())
                    .filter(alert -> alert != TlsAlert.CLOSE_NOTIFY)
                    .map(TlsAlert::name);
        }
        context.fireChannelRead(message);
    }
}
