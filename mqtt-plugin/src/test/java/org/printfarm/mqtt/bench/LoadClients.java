package org.printfarm.mqtt.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.TrustAll;

/** Many TLS clients on two threads, each subscribed to one topic; counts what they get. */
final class LoadClients implements AutoCloseable {

    private static final int MAX_PACKET = 1 << 20;
    private static final int CONNECTING_AT_ONCE = 16;
    private static final long PATIENCE_SECONDS = 60;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final SSLContext tls = TrustAll.context();
    private final Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    long messages() {
        return messages.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /** Connects one more and subscribes; waits while too many are at it. */
    void add(InetSocketAddress address, String clientId, String topic) throws InterruptedException {
        if (!connecting.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("clients do not come up");
        }
        var unused = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        SSLEngine engine = tls.createSSLEngine();
                        engine.setUseClientMode(true);
                        channel.pipeline()
                                .addLast(new SslHandler(engine))
                                .addLast(new MqttDecoder(MAX_PACKET))
                                .addLast(new Counting(clientId, topic));
                    }
                })
                .connect(address);
    }

    /** Waits until all are subscribed. */
    void awaitAll() throws InterruptedException {
        if (!connecting.tryAcquire(CONNECTING_AT_ONCE, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("clients do not come up");
        }
        connecting.release(CONNECTING_AT_ONCE);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Counting extends ChannelInboundHandlerAdapter {

        private final String clientId;
        private final String topic;

        Counting(String clientId, String topic) {
            this.clientId = clientId;
            this.topic = topic;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context.channel(), Packets.withoutKeepAlive(Packets.connect(clientId, TestPrinters.ACCESS_CODE)));
            send(context.channel(), Packets.subscribe(1, topic, 0));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof MqttMessage packet) {
                if (packet.fixedHeader().messageType() == MqttMessageType.PUBLISH) {
                    messages.increment();
                    bytes.add(((ByteBuf) packet.payload()).readableBytes());
                } else if (packet.fixedHeader().messageType() == MqttMessageType.SUBACK) {
                    connecting.release();
                }
            }
            ReferenceCountUtil.release(message);
        }

        private void send(Channel channel, byte[] packet) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(packet)).addListener(sent -> {
                if (!sent.isSuccess()) {
                    System.err.println("client lost: " + sent.cause());
                }
            });
        }
    }
}
