package org.printfarm.bambu;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineSetting;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.bambu.link.LinkLoops;
import org.printfarm.bambu.link.LinkTarget;
import org.printfarm.bambu.link.MachineLink;
import org.printfarm.bambu.message.Commands;
import org.printfarm.bambu.message.PanelCommands;
import org.printfarm.bambu.model.Faults;
import org.printfarm.bambu.model.MachineFamily;
import org.printfarm.bambu.trust.MachineTrust;
import org.printfarm.bambu.upload.FtpsTarget;
import org.printfarm.bambu.upload.FtpsUpload;

/** One machine: an MQTT connection for as long as it is open, and an FTPS login for each file. */
final class BambuDriver implements Driver {

    /** Who logs in, over MQTT and FTPS. Source: protocol notes, section 4. */
    private static final String USER = "bblp";

    /** How long a machine gets to say how it is before a start; it reports each second. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** How long a machine gets to refuse a command; with {@link #LOOK} within the 5 s that the API gives. */
    private static final Duration REFUSAL = Duration.ofMillis(2500);

    private static final FtpsUpload.Patience FOR_JOBS =
            new FtpsUpload.Patience(Duration.ofSeconds(10), Duration.ofMinutes(10));

    /** Twice, in the clear the second time, within the 10 s that the API gives a check. */
    private static final FtpsUpload.Patience FOR_CHECKS =
            new FtpsUpload.Patience(Duration.ofSeconds(3), Duration.ofSeconds(5));

    /** Longer than an attempt to connect takes when nobody answers. */
    private static final Duration REACH = Duration.ofSeconds(6);

    private final MachineContext context;
    private final BambuSettings settings;
    private final MachineFamily family;
    private final MachineTrust trust;
    private final LinkLoops loops;
    private final MachineWatch watch;
    private final FtpsUpload upload;
    private final FtpsUpload rehearsal;
    private @Nullable MachineLink link;
    private boolean closed;

    BambuDriver(MachineContext context, BambuSettings settings, LinkLoops loops) {
        this.context = context;
        this.settings = settings;
        this.family = MachineFamily.of(settings.model());
        this.trust = new MachineTrust(context, settings.serial(), settings.authorities(), settings.pin());
        this.loops = loops;
        this.watch = new MachineWatch(context, family, this::send);
        FtpsTarget target = new FtpsTarget(settings.address(), settings.ftpsPort(), USER, settings.accessCode(), trust);
        this.upload = new FtpsUpload(context, target, family.clearDataAllowed(), FOR_JOBS);
        this.rehearsal = new FtpsUpload(context, target, family.clearDataAllowed(), FOR_CHECKS);
    }

    @Override
    public void open() {
        MachineLink opened = newLink();
        if (opened != null) {
            watch.begin();
            opened.open();
        }
    }

    private synchronized @Nullable MachineLink newLink() {
        if (closed || link != null) {
            return null;
        }
        LinkTarget target = new LinkTarget(
                context.machineId(),
                settings.address(),
                settings.mqttPort(),
                settings.serial(),
                USER,
                settings.accessCode());
        link = new MachineLink(loops, target, trust, watch);
        return link;
    }

    @Override
    public void deliver(PrintOrder order, Progress progress) throws DriverException, InterruptedException {
        upload.send(order, progress);
    }

    @Override
    public void start(PrintOrder order) throws DriverException {
        if (!order.mapping().isEmpty() && order.mapping().stream().allMatch(Optional::isEmpty)) {
            throw new DriverException(
                    MachineFault.Code.REFUSED, "no tray is chosen for any filament of the plate: choose one", false);
        }
        if (!look().activity().isAtRest()) {
            throw new DriverException(MachineFault.Code.BUSY, Faults.busy().text(), true);
        }
        String sequence = Integer.toString(context.nextNumber());
        boolean unused = command(sequence, Commands.start(order, family.nozzles(), sequence));
    }

    @Override
    public void control(MachineCommand command) throws DriverException {
        boolean unused = answers(command);
    }

    @Override
    public void set(MachineSetting setting) throws DriverException {
        String sequence = Integer.toString(context.nextNumber());
        boolean unused = command(sequence, PanelCommands.of(setting, sequence));
    }

    @Override
    public List<CheckStep> check() throws InterruptedException {
        return new MachineCheck(rehearsal, this::reach, watch::isLit, this::answers).run();
    }

    /** How the machine is now, or why it is not reached. */
    private MachineStatus reach() throws InterruptedException {
        CompletableFuture<MachineStatus> outcome = watch.nextOutcome();
        if (!send(Commands.pushAll())) {
            hurry();
        }
        try {
            return outcome.get(REACH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return MachineStatus.of(
                    MachineStatus.Connection.OFFLINE,
                    List.of(Faults.noPrinter(settings.address(), settings.mqttPort())),
                    Set.of());
        }
    }

    private synchronized void hurry() {
        if (link != null) {
            link.hurry();
        }
    }

    private boolean answers(MachineCommand command) throws DriverException {
        String sequence = Integer.toString(context.nextNumber());
        return command(sequence, Commands.control(command, sequence));
    }

    @Override
    public void close() {
        MachineLink open;
        synchronized (this) {
            closed = true;
            open = link;
        }
        upload.giveUp();
        rehearsal.giveUp();
        if (open != null) {
            open.close();
        }
    }

    private boolean send(byte[] payload) {
        MachineLink open;
        synchronized (this) {
            open = link;
        }
        return open != null && open.send(payload);
    }

    /** How the machine is right now, in its own words. */
    private MachineStatus look() throws DriverException {
        CompletableFuture<MachineStatus> next = watch.nextStatus();
        try {
            if (!send(Commands.pushAll())) {
                throw notConnected();
            }
            return next.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw notConnected();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notConnected();
        }
    }

    /**
     * Once it may have left, silence is no failure: the machine's status tells what came of it.
     *
     * @return whether the machine said that it does it
     */
    private boolean command(String sequence, byte[] payload) throws DriverException {
        CompletableFuture<Optional<MachineFault.Code>> answer = watch.answer(sequence);
        try {
            if (!send(payload)) {
                throw notConnected();
            }
            Optional<MachineFault.Code> refusal = answer.get(REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
            if (refusal.isPresent()) {
                throw refused(refusal.get());
            }
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            watch.forget(sequence);
        }
    }

    private static DriverException refused(MachineFault.Code code) {
        return code == MachineFault.Code.START_NOT_ALLOWED
                ? new DriverException(code, Faults.startNotAllowed("").text(), false)
                : new DriverException(code, "the machine refused the command; its screen may say why", true);
    }

    private static DriverException notConnected() {
        return new DriverException(
                MachineFault.Code.UNREACHABLE, Faults.linkLost().text(), true);
    }
}
