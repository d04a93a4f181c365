package org.printfarm.simulator.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRequests;
import org.printfarm.simulator.machine.MachineSpec;
import org.printfarm.simulator.machine.MachineState;
import org.printfarm.simulator.machine.StatusDocument;

/** One client of a machine. Confined to its event loop. */
final class MqttSession extends SimpleChannelInboundHandler<MqttMessage> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);
    private static final String USER = "bblp";

    private final MachineSpec spec;
    private final MachineState state;
    private final AtomicInteger loggedIn;
    private final StatusDocument status;
    private final MachineRequests requests;
    private Stage stage = Stage.NEW;

    private enum Stage {
        NEW,
        ADMITTED,
        WATCHING
    }

    private @Nullable ObjectNode reported;
    private long sequence;

    MqttSession(MachineSpec spec, MachineState state, AtomicInteger loggedIn) {
        this.spec = spec;
        this.state = state;
        this.loggedIn = loggedIn;
        this.status = new StatusDocument(spec, state);
        this.requests = new MachineRequests(spec, state, status);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (!message.decoderResult().isSuccess()) {
            end(context);
        } else if (message instanceof MqttConnectMessage connect) {
            connect(context, connect);
        } else if (stage == Stage.NEW) {
            end(context);
        } else if (message instanceof MqttSubscribeMessage subscribe) {
            subscribe(context, subscribe);
        } else if (message instanceof MqttPublishMessage publish) {
            publish(context, publish);
        } else {
            other(context, message);
        }
    }

    private void connect(ChannelHandlerContext context, MqttConnectMessage message) {
        byte[] password = message.payload().passwordInBytes();
        boolean right = USER.equals(message.payload().userName())
                && password != null
                && spec.accessCode().equals(new String(password, StandardCharsets.UTF_8))
                && !state.has(Fault.WRONG_CODE);
        boolean fits = loggedIn.get() < status.connections() && !state.has(Fault.CONNECTIONS_USED_UP);
        if (!fits) {
            end(context);
            return;
        }
        MqttConnectReturnCode code = right
                ? MqttConnectReturnCode.CONNECTION_ACCEPTED
                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
        write(
                context,
                MqttMessageBuilders.connAck()
                        .returnCode(code)
                        .sessionPresent(false)
                        .build());
        state.noteLogin(right);
        if (right) {
            stage = Stage.ADMITTED;
            loggedIn.incrementAndGet();
        } else {
            end(context);
        }
    }

    private void subscribe(ChannelHandlerContext context, MqttSubscribeMessage message) {
        write(
                context,
                MqttMessageBuilders.subAck()
                        .packetId(message.variableHeader().messageId())
                        .addGrantedQos(MqttQoS.AT_MOST_ONCE)
                        .build());
        if (stage == Stage.ADMITTED) {
            stage = Stage.WATCHING;
            report(context);
        }
    }

    private void publish(ChannelHandlerContext context, MqttPublishMessage message) {
        byte[] payload = ByteBufUtil.getBytes(message.payload());
        if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            write(
                    context,
                    MqttMessageBuilders.pubAck()
                            .packetId(message.variableHeader().packetId())
                            .build());
        }
        if (!message.variableHeader().topicName().equals("device/" + spec.serial() + "/request")) {
            return;
        }
        requests.answer(payload).ifPresent(document -> later(context, document));
    }

    private void later(ChannelHandlerContext context, ObjectNode document) {
        Duration delay = state.has(Fault.SLOW_REPLIES)
                ? spec.ours(Duration.ofSeconds(MachineSpec.SLOW_REPLY_SECONDS))
                : Duration.ZERO;
        after(context, delay, () -> send(context, upToDate(document)));
    }

    /** However late it comes: a whole report tells how the machine is when it leaves. */
    private ObjectNode upToDate(ObjectNode document) {
        if (document.path("print").path("command").asText().equals("push_status")) {
            reported = status.full();
            document.set("print", reported.deepCopy());
        }
        return document;
    }

    /** Once a second, by its clock but not more often than ten times a second by ours. */
    private void report(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        ObjectNode next = status.full();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("print", status.since(reported, next));
        reported = next;
        send(context, document);
        long millis = Math.max(100, spec.ours(REPORT_INTERVAL).toMillis());
        after(context, Duration.ofMillis(millis), () -> report(context));
    }

    private void send(ChannelHandlerContext context, ObjectNode document) {
        try {
            if (document.get("print") instanceof ObjectNode print && !print.has("sequence_id")) {
                print.put("sequence_id", Long.toString(++sequence));
            }
            write(
                    context,
                    MqttMessageBuilders.publish()
                            .topicName("device/" + spec.serial() + "/report")
                            .qos(MqttQoS.AT_MOST_ONCE)
                            .payload(Unpooled.wrappedBuffer(JSON.writeValueAsBytes(document)))
                            .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that is no JSON", e);
        }
    }

    private static void write(ChannelHandlerContext context, MqttMessage message) {
        ChannelFuture unused = context.writeAndFlush(message);
    }

    private static void end(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }

    private static void after(ChannelHandlerContext context, Duration delay, Runnable task) {
        ScheduledFuture<?> unused = context.executor().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void other(ChannelHandlerContext context, MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case PINGREQ -> write(context, MqttMessage.PINGRESP);
            case DISCONNECT -> end(context);
            default -> {
                // nothing else comes from clients of a printer
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stage != Stage.NEW) {
            stage = Stage.NEW;
            loggedIn.decrementAndGet();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(context);
    }
}
