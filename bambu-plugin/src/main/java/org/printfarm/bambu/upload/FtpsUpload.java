package org.printfarm.bambu.upload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.PrintOrder;

/** Brings files to one machine, one at a time. {@link #giveUp} from any thread. */
public final class FtpsUpload {

    /** Under this key {@link #CLEAR} is kept of a machine whose data connection hangs on TLS. */
    private static final String DATA_CHANNEL = "data-channel";

    private static final String CLEAR = "clear";

    private final MachineContext context;
    private final FtpsTarget target;
    private final boolean clearAllowed;
    private final Duration handshakePatience;
    private volatile @Nullable UploadWatch running;

    /**
     * For one machine.
     *
     * @param context timer and memory
     * @param target where the files go
     * @param clearAllowed whether a data connection that hangs on TLS may go on without it: known of some firmware
     * @param handshakePatience how long a data connection may take for its TLS handshake
     */
    public FtpsUpload(MachineContext context, FtpsTarget target, boolean clearAllowed, Duration handshakePatience) {
        this.context = context;
        this.target = target;
        this.clearAllowed = clearAllowed;
        this.handshakePatience = handshakePatience;
    }

    /**
     * Sends a file. Blocks until the machine has it whole.
     *
     * @param order names it
     * @param progress hears of the bytes that are through
     * @throws DriverException when the machine does not have it
     * @throws InterruptedException when the thread was interrupted, or {@link #giveUp} was called
     */
    public void send(PrintOrder order, Driver.Progress progress) throws DriverException, InterruptedException {
        boolean clear = clearAllowed
                && context.recall(DATA_CHANNEL).filter(CLEAR::equals).isPresent();
        try {
            attempt(order, progress, clear);
        } catch (DataTlsHangsException e) {
            if (!clearAllowed) {
                throw UploadFaults.dataHangs();
            }
            again(order, progress);
            context.remember(DATA_CHANNEL, CLEAR);
        }
    }

    private void again(PrintOrder order, Driver.Progress progress) throws DriverException, InterruptedException {
        try {
            attempt(order, progress, true);
        } catch (DataTlsHangsException e) {
            throw new IllegalStateException("a connection without TLS", e);
        }
    }

    /** Ends what runs, as an interrupt does. */
    public void giveUp() {
        UploadWatch watch = running;
        if (watch != null) {
            watch.giveUp();
        }
    }

    private void attempt(PrintOrder order, Driver.Progress progress, boolean clear)
            throws DriverException, InterruptedException, DataTlsHangsException {
        try (UploadWatch watch = new UploadWatch(context.scheduler(), order.bytes())) {
            running = watch;
            new UploadAttempt(target, order, progress, watch, clear, handshakePatience).run();
        } finally {
            running = null;
        }
    }
}
