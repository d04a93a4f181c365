package org.printfarm.mqtt.transport;

import io.netty.channel.socket.nio.NioServerSocketChannel;

/** A listening socket that outlives whatever accepting throws; Netty's own closes for all but an {@link java.io.IOException}. */
class LastingServerSocket extends NioServerSocketChannel {

    @Override
    protected boolean closeOnReadError(Throwable cause) {
        return !isActive();
    }
}
