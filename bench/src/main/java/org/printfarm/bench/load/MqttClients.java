package org.printfarm.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
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
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;

/** Many TLS clients on one thread, each subscribed to one topic; checks and counts what they get. */
final class MqttClients implements AutoCloseable {

    private static final int MAX_PACKET_BYTES = 1 << 20;
    private static final int CONNECTING_AT_ONCE = 16;
    private static final long PATIENCE_SECONDS = 60;
    private static final String PROTOCOL = "TLSv1.3";

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final SSLContext tls;
    private final String code;
    private final Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder gone = new LongAdder();

    MqttClients(String code) throws GeneralSecurityException {
        this.code = code;
        this.tls = ClientTls.context(PROTOCOL, false);
    }

    /** Connects one more and subscribes; waits while too many are at it. */
    void add(InetSocketAddress address, String clientId, String topic) throws InterruptedException {
        acquire(1);
        var unused = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        var engine = ClientTls.engine(tls, PROTOCOL);
                        engine.setUseClientMode(true);
                        channel.pipeline()
                                .addLast(new SslHandler(engine))
                                .addLast(new MqttDecoder(MAX_PACKET_BYTES))
                                .addLast(new Subscriber(clientId, topic));
                    }
                })
                .connect(address);
    }

    /** Waits until all are subscribed. */
    void awaitAll() throws InterruptedException {
        acquire(CONNECTING_AT_ONCE);
        connecting.release(CONNECTING_AT_ONCE);
    }

    private void acquire(int permits) throws InterruptedException {
        if (!connecting.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("clients do not come up");
        }
    }

    /** What has come so far, as one JSON object. */
    String counts() {
        return "{\"messages\":" + messages.sum() + ",\"bytes\":" + bytes.sum() + ",\"wrong\":" + wrong.sum()
                + ",\"gaps\":" + gaps.sum() + ",\"gone\":" + gone.sum() + "}";
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Subscriber extends ChannelInboundHandlerAdapter {

        private final String clientId;
        private final String topic;
        private final StatusCheck check;

        Subscriber(String clientId, String topic) {
            this.clientId = clientId;
            this.topic = topic;
            this.check = new StatusCheck(topic);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context.channel(), MqttPackets.connect(clientId, code));
            send(context.channel(), MqttPackets.subscribe(topic));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof MqttPublishMessage publish) {
                    count(publish);
                } else if (message instanceof MqttSubAckMessage) {
                    connecting.release();
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            gone.increment();
        }

        private void count(MqttPublishMessage publish) {
            byte[] payload = ByteBufUtil.getBytes(publish.payload());
            messages.increment();
            bytes.add(payload.length);
            switch (check.check(publish.variableHeader().topicName(), payload)) {
                case RIGHT -> {}
                case WRONG -> wrong.increment();
                case AFTER_A_GAP -> gaps.increment();
            }
        }

        private void send(Channel channel, byte[] packet) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(packet)).addListener(sent -> {
                if (!sent.isSuccess()) {
                    gone.increment();
                }
            });
        }
    }
}
