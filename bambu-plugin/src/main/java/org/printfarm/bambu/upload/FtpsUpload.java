package org.printfarm.bambu.upload;

import java.io.IOException;
import java.net.Socket;
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
    private final Patience patience;
    private volatile @Nullable UploadWatch running;

    /**
     * How long an upload may take.
     *
     * @param handshake of a data connection: one that answers to TLS at all does so at once
     * @param shortestLimit of the whole of a file, however small it is
     */
    public record Patience(Duration handshake, Duration shortestLimit) {}

    /**
     * For one machine.
     *
     * @param context timer and memory
     * @param target where the files go
     * @param clearAllowed whether a data connection that hangs on TLS may go on without it: known of some firmware
     * @param patience how long it may take
     */
    public FtpsUpload(MachineContext context, FtpsTarget target, boolean clearAllowed, Patience patience) {
        this.context = context;
        this.target = target;
        this.clearAllowed = clearAllowed;
        this.patience = patience;
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

    /**
     * Sends a file and removes it again.
     *
     * @param order names it
     * @throws DriverException when the machine did not take it, or does not let it go
     * @throws InterruptedException as {@link #send}
     */
    public void rehearse(PrintOrder order) throws DriverException, InterruptedException {
        send(order, sent -> {});
        try (ControlChannel fresh = ControlChannel.open(target, new Socket(), patience.handshake())) {
            if (!fresh.ask("DELE " + order.fileName()).isDone()) {
                throw UploadFaults.notRemoved(order.fileName());
            }
        } catch (IOException e) {
            throw UploadFaults.notRemoved(order.fileName());
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
        try (UploadWatch watch = new UploadWatch(context.scheduler(), order.bytes(), patience.shortestLimit())) {
            running = watch;
            new UploadAttempt(target, order, progress, watch, clear, patience.handshake()).run();
        } finally {
            running = null;
        }
    }
}
