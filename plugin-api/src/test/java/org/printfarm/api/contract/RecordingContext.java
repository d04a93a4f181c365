package org.printfarm.api.contract;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.printfarm.api.Printer;
import org.printfarm.api.Scheduler;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterMemory;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;

/**
 * A context that keeps what a service told it. TLS and timer are real; the inbox is in memory; the state is driven by the
 * test; a login is compared without a limit on guesses. Close it to end its timer.
 */
public final class RecordingContext implements PrinterContext, AutoCloseable {

    private final Printer printer;
    private final List<ServiceStatus> statuses = new CopyOnWriteArrayList<>();
    private final List<PrinterEvent> events = new CopyOnWriteArrayList<>();
    private final TestScheduler scheduler = new TestScheduler();
    private final MemoryIntake intake = new MemoryIntake();
    private final DrivenState state = new DrivenState();
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private volatile Predicate<SocketAddress> probes = peer -> false;
    private volatile BooleanSupplier lease = () -> true;
    private volatile Authenticator logins;
    private volatile PrinterTls tls = TestTls.shared();

    /** For one service of a printer. */
    public RecordingContext(Printer printer) {
        this.printer = printer;
        this.logins = (peer, user, code) ->
                user.equals(Authenticator.USER) && printer.accessCode().matches(code)
                        ? Authenticator.Decision.ACCEPTED
                        : Authenticator.Decision.WRONG;
    }

    /** What was reported, oldest first. */
    public List<ServiceStatus> statuses() {
        return List.copyOf(statuses);
    }

    /** What was published, oldest first. */
    public List<PrinterEvent> events() {
        return List.copyOf(events);
    }

    /** The codes of all events of a kind, oldest first. */
    public List<String> codes(PrinterEvent.Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .map(PrinterEvent::code)
                .toList();
    }

    /** Says from now on which connections are the host's own. */
    public void probeFrom(Predicate<SocketAddress> own) {
        probes = own;
    }

    @Override
    public boolean isOwnProbe(SocketAddress peer) {
        return probes.test(peer);
    }

    /** Says from now on whether the service may answer; asked each time. */
    public void answerWhile(BooleanSupplier allowed) {
        lease = allowed;
    }

    @Override
    public boolean mayAnswer() {
        return lease.getAsBoolean();
    }

    /** Decides logins from now on. */
    public void guardWith(Authenticator guard) {
        logins = guard;
    }

    /** Hands out another TLS from now on. */
    public void secureWith(PrinterTls other) {
        tls = other;
    }

    @Override
    public Printer printer() {
        return printer;
    }

    @Override
    public PrinterTls tls() {
        return tls;
    }

    @Override
    public void report(ServiceStatus status) {
        statuses.add(status);
    }

    @Override
    public void publish(PrinterEvent event) {
        events.add(event);
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Authenticator logins() {
        return logins;
    }

    @Override
    public MemoryIntake intake() {
        return intake;
    }

    @Override
    public DrivenState state() {
        return state;
    }

    @Override
    public PrinterMemory memory() {
        return new PrinterMemory() {
            @Override
            public Optional<byte[]> read(String service) {
                return Optional.ofNullable(kept.get(service));
            }

            @Override
            public void write(String service, byte[] content) {
                kept.put(service, content.clone());
            }
        };
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
