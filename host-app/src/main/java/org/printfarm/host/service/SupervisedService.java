package org.printfarm.host.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Registration;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.Service;
import org.printfarm.api.service.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service of a printer or of the farm through its life: made, started, retried, closed.
 *
 * <p>Decisions are made on the supervisor's thread; calls of the plugin are made by its lane, one of this service at a time.
 * A status, be it the result of {@code start} or a report of the plugin's own, lies in a mailbox of one place until the
 * supervisor takes it: a plugin that reports without end costs no memory, and the last word counts.
 */
final class SupervisedService {

    private static final Logger log = LoggerFactory.getLogger(ServiceRegistry.class);

    private final Name name;
    private final Callable<Service> maker;
    private final PluginExecutor lane;
    private final Supervision shared;
    private final Backoff backoff;
    private final CompletableFuture<ServiceStatus> reported = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicReference<@Nullable ServiceStatus> mailbox = new AtomicReference<>();

    /** True as soon as nobody wants the service any more. */
    private volatile boolean isOver;

    private volatile Optional<Verdict> verdict = Optional.empty();

    /**
     * The host gave the service up.
     *
     * @param status stands above whatever the service says later
     * @param hangs whether the call that was given up has not come back
     */
    private record Verdict(ServiceStatus status, boolean hangs) {}

    /** What the board shows. */
    private volatile ServiceStatus last = new ServiceStatus.Stopped();

    private @Nullable Service service;
    private @Nullable Registration retry;
    private boolean isReleased;

    /** True from asking for a call until its end is dealt with. */
    private boolean isBusy;

    /**
     * Whose it is.
     *
     * @param owner a printer's id, or {@link ServiceRegistry#FARM}
     * @param type the factory's type
     */
    record Name(String owner, String type) {}

    /**
     * Does nothing yet.
     *
     * @param makers gets where the service reports to, and returns the call of the plugin that makes it
     */
    SupervisedService(
            Name name,
            Function<Consumer<ServiceStatus>, Callable<Service>> makers,
            PluginExecutor lane,
            Supervision shared) {
        this.name = name;
        this.maker = makers.apply(this::report);
        this.lane = lane;
        this.shared = shared;
        this.backoff = new Backoff(shared.limits(), System::nanoTime);
    }

    Name name() {
        return name;
    }

    /** The status after the first call has ended; stopped when the service was closed before. */
    CompletableFuture<ServiceStatus> reported() {
        return reported;
    }

    /** Completes when the service is closed, or was given up. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Makes the service if that is not done yet, and starts it. Supervisor's thread. */
    void begin() {
        retry = null;
        if (!isWanted()) {
            return;
        }
        isBusy = true;
        Service made = service;
        if (made == null) {
            lane.call(this::isWanted, maker, onSupervisor(this::created));
        } else {
            start(made);
        }
    }

    /** From now on no call is begun but the one that closes. Any thread. */
    void dismiss() {
        isOver = true;
    }

    /** Stops the service for good; what is not made yet never will be. Supervisor's thread. */
    void close() {
        dismiss();
        reported.complete(last);
        if (retry != null) {
            retry.close();
        }
        if (!isBusy) {
            release();
        }
    }

    /** The TCP ports that it says are served, without those that are open on demand. Any thread. */
    List<PortClaim> listening() {
        return last.ports().stream()
                .filter(PortStatus::isListening)
                .map(PortStatus::claim)
                .filter(claim -> claim.transport() == PortClaim.Transport.TCP && !claim.onDemand())
                .toList();
    }

    /** Nobody takes connections on one of these ports: it is shown, and the service is closed and made anew. Any thread. */
    void silent(PortClaim port) {
        shared.supervisor().execute(() -> remake(port::equals, Statuses.silent(port)));
    }

    /** Its address went, which its sockets do not notice: it is shown, and the service is closed and made anew. Any thread. */
    void addressGone() {
        shared.supervisor().execute(() -> remake(port -> true, Statuses.addressGone()));
    }

    /** What it waits for may be there now: the next try is made at once. Any thread. */
    void hurry() {
        shared.supervisor().execute(() -> {
            Registration next = retry;
            if (next != null && !isBusy) {
                next.close();
                begin();
            }
        });
    }

    private void remake(Predicate<PortClaim> ports, Fault fault) {
        Service dead = service;
        if (!isWanted() || isBusy || dead == null || listening().stream().noneMatch(ports)) {
            return;
        }
        isBusy = true;
        if (retry != null) {
            retry.close();
            retry = null;
        }
        last = Statuses.down(last, ports, fault);
        shared.board().put(name.owner(), name.type(), last);
        lane.call(
                this::isWanted,
                () -> {
                    dead.close();
                    return dead;
                },
                onSupervisor(this::unmade));
    }

    private void unmade(Answer<Service> answer) {
        if (answer instanceof Answer.Threw<Service> threw) {
            logged("close", threw);
        } else if (!(answer instanceof Answer.Returned<Service>)) {
            ended("close", answer);
            return;
        }
        service = null;
        // What it said while it was closed is not about the one that follows.
        mailbox.set(null);
        isBusy = false;
        if (isOver) {
            release();
        } else {
            begin();
        }
    }

    /** From any thread of the plugin's. */
    private void report(ServiceStatus status) {
        if (isWanted()) {
            post(Statuses.believed("report", status));
        }
    }

    private boolean isWanted() {
        return !isOver && verdict.isEmpty();
    }

    private void created(Answer<Service> answer) {
        if (answer instanceof Answer.Returned<Service> returned && returned.value() != null) {
            service = returned.value();
            start(returned.value());
        } else {
            ended("create", answer);
        }
    }

    private void start(Service made) {
        lane.call(this::isWanted, made::start, answer -> ended("start", answer));
    }

    /** Not only on the supervisor's thread: a status must lie in the mailbox before the plugin can report a newer one. */
    private void ended(String step, Answer<?> answer) {
        if (answer instanceof Answer.Late<?> late) {
            shared.supervisor().execute(() -> cameBack(late.answer()));
            return;
        }
        mailbox.set(statusAfter(step, answer));
        shared.supervisor().execute(() -> {
            isBusy = false;
            deliver();
        });
    }

    private ServiceStatus statusAfter(String step, Answer<?> answer) {
        if (answer instanceof Answer.Returned<?> returned) {
            return Statuses.believed(step, returned.value());
        }
        if (answer instanceof Answer.Threw<?> threw) {
            return Statuses.internal(logged(step, threw));
        }
        if (answer instanceof Answer.GaveUp<?>) {
            return giveUp(
                    true,
                    "the plugin did not return from " + step + " within "
                            + shared.limits().call().toMillis() + " ms and is not called again for this printer");
        }
        // A service that was up before keeps what it has; its turn may come again when the hanging calls return.
        return isOver || !(last instanceof ServiceStatus.Stopped)
                ? last
                : giveUp(
                        false,
                        "the plugin was not called, because " + PluginExecutor.MAX_ABANDONED + " of its calls hang");
    }

    private ServiceStatus giveUp(boolean hangs, String text) {
        ServiceStatus noAnswer = Statuses.noAnswer(text);
        verdict = Optional.of(new Verdict(noAnswer, hangs));
        return noAnswer;
    }

    private void post(ServiceStatus status) {
        if (mailbox.getAndSet(status) == null) {
            shared.supervisor().execute(this::deliver);
        }
    }

    private void deliver() {
        ServiceStatus said = mailbox.getAndSet(null);
        if (isOver) {
            if (!isBusy) {
                release();
            }
            return;
        }
        ServiceStatus status = verdict.isPresent() ? verdict.get().status : said;
        if (status != null) {
            last = status;
            shared.board().put(name.owner(), name.type(), status);
        }
        if (!isBusy) {
            reported.complete(last);
            supervise(last);
        }
    }

    private void supervise(ServiceStatus status) {
        if (status instanceof ServiceStatus.Running) {
            backoff.running();
            if (retry != null) {
                retry.close();
                retry = null;
            }
        } else if (retry == null && Statuses.isRetried(status)) {
            retry = shared.supervisor().after(backoff.trouble(), this::begin);
        }
    }

    /** The board says that the service has failed, so it must not go on in secret: it is closed. */
    private void cameBack(Answer<?> late) {
        verdict = verdict.map(given -> new Verdict(given.status, false));
        if (late instanceof Answer.Returned<?> returned && returned.value() instanceof Service made) {
            service = made;
        }
        log.info(
                "printer={} service={}: the plugin came back after it was given up; the service is closed",
                name.owner(),
                name.type());
        release();
    }

    private void release() {
        Service made = service;
        if (isReleased) {
            return;
        }
        if (made == null || verdict.filter(Verdict::hangs).isPresent()) {
            closed.complete(null);
            return;
        }
        isReleased = true;
        lane.call(
                () -> true,
                () -> {
                    made.close();
                    return made;
                },
                onSupervisor(this::released));
    }

    private void released(Answer<Service> answer) {
        if (answer instanceof Answer.Threw<Service> threw) {
            logged("close", threw);
        } else if (answer instanceof Answer.GaveUp<Service> || answer instanceof Answer.NotCalled<Service>) {
            log.warn(
                    "printer={} service={}: the plugin {}; its ports may stay taken until the farm has ended",
                    name.owner(),
                    name.type(),
                    answer instanceof Answer.GaveUp<Service> ? "did not return from close" : "hangs");
        }
        closed.complete(null);
    }

    private <T> Consumer<Answer<T>> onSupervisor(Consumer<Answer<T>> next) {
        return answer -> shared.supervisor().execute(() -> next.accept(answer));
    }

    private String logged(String step, Answer.Threw<?> threw) {
        return shared.thrownLog().record(name.type(), step, name.owner(), threw.thrown());
    }
}
