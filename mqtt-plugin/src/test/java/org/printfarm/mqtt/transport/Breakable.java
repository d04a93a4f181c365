package org.printfarm.mqtt.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Real loops and sockets that throw an Error when a test wants it, once each time. */
public final class Breakable {

    private final AtomicBoolean loopBreaks = new AtomicBoolean();
    private final AtomicBoolean acceptBreaks = new AtomicBoolean();
    private final IoHandlerFactory real = NioIoHandler.newFactory();

    /** What listens. */
    public MqttListeners listeners() {
        return new MqttListeners(
                limits -> new MqttServer(limits, loop -> new BreakableIo(real.newHandler(loop)), BreakableSocket::new));
    }

    /** The loop that next has something to do fails at it. */
    public void breakLoop() {
        loopBreaks.set(true);
    }

    /** The next connection is not accepted at first. */
    public void breakAccepting() {
        acceptBreaks.set(true);
    }

    /** Whether what was to break has broken. */
    public boolean isBroken() {
        return !loopBreaks.get() && !acceptBreaks.get();
    }

    private static Error error() {
        return new OutOfMemoryError("test");
    }

    private final class BreakableSocket extends LastingServerSocket {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            if (acceptBreaks.compareAndSet(true, false)) {
                throw error();
            }
            return super.doReadMessages(accepted);
        }
    }

    private final class BreakableIo implements IoHandler {
        private final IoHandler io;

        BreakableIo(IoHandler io) {
            this.io = io;
        }

        @Override
        public int run(IoHandlerContext context) {
            int handled = io.run(context);
            if (handled > 0 && loopBreaks.compareAndSet(true, false)) {
                throw error();
            }
            return handled;
        }

        @Override
        public void initialize() {
            io.initialize();
        }

        @Override
        public void prepareToDestroy() {
            io.prepareToDestroy();
        }

        @Override
        public void destroy() {
            io.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return io.register(handle);
        }

        @Override
        public void wakeup() {
            io.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return io.isCompatible(type);
        }
    }
}
