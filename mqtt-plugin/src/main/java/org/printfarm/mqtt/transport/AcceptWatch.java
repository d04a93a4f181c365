package org.printfarm.mqtt.transport;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.printfarm.api.net.OpenFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the host when nobody can be let in: because the process has no file descriptors left, or because something failed that
 * should not. Netty itself leaves the listening socket alone for a second then; the connections that are in go on.
 */
@Sharable
final class AcceptWatch extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptWatch.class);

    private final MqttServer.Directory listeners;

    AcceptWatch(MqttServer.Directory listeners) {
        this.listeners = listeners;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Optional<MqttListener> listener =
                listeners.apply((InetSocketAddress) context.channel().localAddress());
        if (!(cause instanceof IOException)) {
            LOG.error("service=mqtt accepting failed, and goes on", cause);
            listener.ifPresent(MqttListener::restarted);
        } else if (OpenFiles.areUsedUp()) {
            listener.ifPresent(open -> open.broker().events().publishNoDescriptors());
        } else {
            LOG.debug("nobody can be let in: {}", cause.getClass().getName());
        }
        context.fireExceptionCaught(cause);
    }
}
