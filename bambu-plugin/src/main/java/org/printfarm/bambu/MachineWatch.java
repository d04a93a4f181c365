package org.printfarm.bambu;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.printfarm.api.Registration;
import org.printfarm.api.driver.MachineCommand;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.bambu.link.LinkWatcher;
import org.printfarm.bambu.message.Commands;
import org.printfarm.bambu.message.MachineReport;
import org.printfarm.bambu.message.ReportTree;
import org.printfarm.bambu.message.StatusReader;
import org.printfarm.bambu.model.MachineFamily;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a status of what a machine says, reports it at every change, and gives answers to those who asked. What a link tells
 * comes on its loop; questions may be put from any thread.
 */
final class MachineWatch implements LinkWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(MachineWatch.class);

    /** Its number in {@link #asked}, before there is one. */
    private static final String NOT_ASKED = "";

    private final MachineContext context;
    private final MachineFamily family;
    private final Predicate<byte[]> sender;
    private final ReportTree tree = new ReportTree();
    private final Map<String, CompletableFuture<Optional<MachineFault.Code>>> asked = new ConcurrentHashMap<>();
    private final Awaited next = new Awaited();
    private final Awaited heard = new Awaited();
    private volatile Optional<Boolean> lit = Optional.empty();
    private MachineStatus reported = MachineStatus.of(Connection.INITIALIZING, List.of(), Set.of());
    private Optional<String> firmware = Optional.empty();
    private volatile String probe = NOT_ASKED;
    private SinceUp link = SinceUp.FRESH;

    /**
     * Of one machine.
     *
     * @param context hears the statuses
     * @param family what such machines tell
     * @param sender sends a message to the machine; false when it did not leave
     */
    MachineWatch(MachineContext context, MachineFamily family, Predicate<byte[]> sender) {
        this.context = context;
        this.family = family;
        this.sender = sender;
    }

    /** Reports that nothing is known yet. Before the link is opened. */
    void begin() {
        context.report(reported);
    }

    /** The answer to a command with this number; without a refusal when there will be none, because the link broke. */
    CompletableFuture<Optional<MachineFault.Code>> answer(String sequence) {
        return asked.computeIfAbsent(sequence, unused -> new CompletableFuture<>());
    }

    void forget(String sequence) {
        asked.remove(sequence);
    }

    /** The status after the next report; never completes when none comes. */
    CompletableFuture<MachineStatus> nextStatus() {
        return next.future;
    }

    /** The status after the next report, or after the next attempt to connect that failed. */
    CompletableFuture<MachineStatus> nextOutcome() {
        return heard.future;
    }

    /** Whether its lamp is on; empty when it does not say. */
    Optional<Boolean> isLit() {
        return lit;
    }

    @Override
    public void up() {
        tree.clear();
        link = SinceUp.FRESH;
        boolean unused = sender.test(Commands.pushAll()) && sender.test(Commands.version());
    }

    @Override
    public void message(byte[] payload) {
        MachineReport report = MachineReport.Reader.read(payload);
        if (report instanceof MachineReport.Status status) {
            tree.take(status);
            refuseAllWithoutDeveloperMode();
            lit = StatusReader.isLit(tree);
            MachineStatus now = show(Connection.ONLINE);
            lit.ifPresent(this::askWhatItObeys);
            next.tell(now);
            heard.tell(now);
        } else if (report instanceof MachineReport.Answer answer) {
            answered(answer);
        } else if (report instanceof MachineReport.Version version) {
            firmware = Optional.of(version.firmware());
            introduce();
        }
    }

    @Override
    public void silent() {
        if (reported.connection() == Connection.ONLINE) {
            show(Connection.UNKNOWN);
        }
    }

    @Override
    public void down(MachineFault why) {
        asked.values().forEach(answer -> answer.complete(Optional.empty()));
        MachineStatus offline = MachineStatus.of(Connection.OFFLINE, List.of(why), Set.of());
        report(offline);
        heard.tell(offline);
        if (!link.down().map(MachineFault::code).equals(Optional.of(why.code()))) {
            log(why);
        }
        link = link.broken(why);
    }

    /** A status that comes, and then the one after it. */
    private static final class Awaited {
        private volatile CompletableFuture<MachineStatus> future = new CompletableFuture<>();

        void tell(MachineStatus status) {
            CompletableFuture<MachineStatus> awaited = future;
            future = new CompletableFuture<>();
            awaited.complete(status);
        }
    }

    /**
     * Models that do not tell whether Developer Mode is on show it by what they say to a command: before the first job, once on
     * each connection, the lamp is set to what it is. Not on this loop: the number that it takes is written to disk.
     */
    private void askWhatItObeys(boolean lamp) {
        if (link.probed() || family.tellsDeveloperMode()) {
            return;
        }
        link = link.asked();
        Registration unused = context.scheduler().after(Duration.ZERO, () -> ask(lamp));
    }

    private void ask(boolean lamp) {
        String number = Integer.toString(context.nextNumber());
        probe = number;
        boolean unused =
                sender.test(Commands.control(lamp ? MachineCommand.LIGHT_ON : MachineCommand.LIGHT_OFF, number));
    }

    private void introduce() {
        if (reported.connection() == Connection.ONLINE) {
            context.introduce(
                    new Introduction(firmware, family.tellsDeveloperMode() || link.obeyed()).sentences(reported));
        }
    }

    private void answered(MachineReport.Answer answer) {
        if (answer.sequence().equals(probe) && answer.refusal().isEmpty()) {
            link = link.obeys();
            introduce();
        }
        if (answer.refusal().filter(MachineFault.Code.START_NOT_ALLOWED::equals).isPresent()) {
            link = link.refused();
            show(Connection.ONLINE);
        }
        CompletableFuture<Optional<MachineFault.Code>> waiting = asked.get(answer.sequence());
        if (waiting != null) {
            waiting.complete(answer.refusal());
        }
    }

    /** Some models say nothing but this HMS when they do not take a start. */
    private void refuseAllWithoutDeveloperMode() {
        if (!StatusReader.tellsDeveloperModeOff(tree)) {
            return;
        }
        link = link.refused();
        asked.values().forEach(answer -> answer.complete(Optional.of(MachineFault.Code.START_NOT_ALLOWED)));
    }

    private MachineStatus show(Connection connection) {
        MachineStatus status = StatusReader.read(tree, connection, link.startRefused());
        report(status);
        return status;
    }

    private void report(MachineStatus status) {
        if (!status.equals(reported)) {
            if (status.connection() == Connection.ONLINE && reported.connection() != Connection.ONLINE) {
                LOG.info("machine={} online can={}", context.machineId(), status.capabilities());
            }
            boolean news = status.connection() != reported.connection()
                    || !status.faults().equals(reported.faults());
            reported = status;
            context.report(status);
            if (news) {
                introduce();
            }
        }
    }

    private void log(MachineFault why) {
        switch (why.code()) {
            case PIN_CHANGED, OTHER_SERIAL, WRONG_CODE ->
                LOG.error("machine={} offline fault={} {}", context.machineId(), why.code(), why.text());
            default -> LOG.warn("machine={} offline fault={} {}", context.machineId(), why.code(), why.text());
        }
    }
}
