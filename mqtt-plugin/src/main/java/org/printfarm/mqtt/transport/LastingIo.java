package org.printfarm.mqtt.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects for one event loop and goes on whatever is thrown there. Netty's own lets an {@link Error} through, which ends the
 * loop: its ports stay open, and nobody serves them. Nothing is lost by going on, for a selector tells again what is ready.
 */
final class LastingIo implements IoHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LastingIo.class);

    /** Before it is tried again, milliseconds: what fails again and again takes no core, and does not fill the log. */
    private static final long PAUSE_MILLIS = 500;

    private final IoHandler selecting;
    private final Runnable onRestart;

    /**
     * Fails as another one does, and goes on.
     *
     * @param selecting what does the work
     * @param onRestart told when something was thrown; on the loop's thread
     */
    LastingIo(IoHandler selecting, Runnable onRestart) {
        this.selecting = selecting;
        this.onRestart = onRestart;
    }

    @Override
    public int run(IoHandlerContext context) {
        try {
            return selecting.run(context);
        } catch (Throwable failed) {
            goOn(failed);
            return 0;
        }
    }

    private void goOn(Throwable failed) {
        try {
            LOG.error("service=mqtt an event loop failed, and goes on", failed);
            onRestart.run();
        } catch (Throwable again) {
            // There may be no memory to tell it with; the loop matters more.
            failed.addSuppressed(again);
        } finally {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
    }

    @Override
    public void initialize() {
        selecting.initialize();
    }

    @Override
    public void prepareToDestroy() {
        selecting.prepareToDestroy();
    }

    @Override
    public void destroy() {
        selecting.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return selecting.register(handle);
    }

    @Override
    public void wakeup() {
        selecting.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return selecting.isCompatible(type);
    }
}
