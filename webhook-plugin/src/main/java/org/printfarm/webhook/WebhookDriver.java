package org.printfarm.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Registration;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.MachineStatus.Temperatures;
import org.printfarm.api.driver.PrintOrder;

/**
 * One receiver. It is asked whether it is there by a signed message of its own, each minute, and after a failure at 1 s doubling to
 * 5 min; while it is not, jobs wait in the farm's queue.
 */
final class WebhookDriver implements Driver {

    private static final byte[] PING = "{\"event\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration PING_PATIENCE = Duration.ofSeconds(10);
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final MachineContext context;
    private final WebhookSettings settings;
    private final WebhookDriverFactory shared;
    private Look next = new Look(() -> {}, SOON);
    private @Nullable MachineStatus reported;
    private Stage stage = Stage.NEW;

    private enum Stage {
        NEW,
        OPEN,
        CLOSED
    }

    /**
     * The next look.
     *
     * @param timer begins it
     * @param pause until the one after it, if it fails
     */
    private record Look(Registration timer, Duration pause) {}

    WebhookDriver(MachineContext context, WebhookSettings settings, WebhookDriverFactory shared) {
        this.context = context;
        this.settings = settings;
        this.shared = shared;
    }

    @Override
    public synchronized void open() {
        if (stage == Stage.NEW) {
            stage = Stage.OPEN;
            shared.workers().execute(this::ping);
        }
    }

    @Override
    public void deliver(PrintOrder order, Progress progress) throws DriverException, InterruptedException {
        try {
            new Delivery(settings, context.machineId(), order, progress).run(links(), shared.workers());
        } catch (DriverException e) {
            if (e.isRetryable()) {
                away(e);
            }
            throw e;
        }
    }

    @Override
    public void start(PrintOrder order) throws DriverException {
        throw refused();
    }

    @Override
    public void control(MachineCommand command) throws DriverException {
        throw refused();
    }

    @Override
    public synchronized void close() {
        stage = Stage.CLOSED;
        next.timer.close();
    }

    private void ping() {
        try {
            links();
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            try {
                answer.complete(new SignedPost(settings.url(), settings.secret(), PING_PATIENCE).send(PING));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
            if (AnswerStatus.isGood(settings.host(), answer)) {
                report(online());
                again(USUAL, SOON);
            }
        } catch (DriverException e) {
            away(e);
        }
    }

    private FileLinks links() throws DriverException {
        try {
            return shared.links(settings.listen());
        } catch (IOException e) {
            throw new DriverException(
                    MachineFault.Code.INTERNAL,
                    "files cannot be offered at " + settings.listen() + ": choose another address or port for listen",
                    true);
        }
    }

    private void away(DriverException why) {
        report(MachineStatus.of(
                Connection.OFFLINE,
                List.of(new MachineFault(why.code(), "", String.valueOf(why.getMessage()))),
                Set.of()));
        synchronized (this) {
            again(next.pause, next.pause.multipliedBy(2));
        }
    }

    /** One look at a time: a later one takes the place of the one before. */
    private synchronized void again(Duration delay, Duration afterFailure) {
        next.timer.close();
        Registration timer = stage == Stage.OPEN
                ? context.scheduler().after(delay, () -> shared.workers().execute(this::ping))
                : () -> {};
        next = new Look(timer, afterFailure.compareTo(LATEST) > 0 ? LATEST : afterFailure);
    }

    private synchronized void report(MachineStatus status) {
        if (stage != Stage.CLOSED && !status.equals(reported)) {
            reported = status;
            context.report(status);
        }
    }

    private static MachineStatus online() {
        return new MachineStatus(
                Connection.ONLINE,
                Activity.UNKNOWN,
                OptionalInt.empty(),
                Optional.empty(),
                MachineStatus.Progress.NONE,
                Temperatures.UNKNOWN,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                List.of(),
                EnumSet.of(Capability.DELIVER));
    }

    private static DriverException refused() {
        return new DriverException(MachineFault.Code.REFUSED, "a webhook takes jobs and prints nothing", false);
    }
}
