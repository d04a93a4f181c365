package org.printfarm.host.app;

import java.net.Inet4Address;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.printfarm.api.Scheduler;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmSignIn;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.EventBus.Batch;
import org.printfarm.host.service.ServiceRegistry;

/** What one service of the farm itself gets. Any thread, also after it was closed. */
final class FarmServiceContext implements FarmContext {

    private final FarmDesk desk;
    private final Consumer<ServiceStatus> statuses;
    private final FarmSignIn signIn;

    FarmServiceContext(FarmDesk desk, Consumer<ServiceStatus> statuses) {
        this.desk = desk;
        this.statuses = statuses;
        this.signIn = new CallerSignIn(desk);
    }

    @Override
    public void report(ServiceStatus status) {
        statuses.accept(status);
    }

    @Override
    public void serves(URI page) {
        desk.links().serves(page);
    }

    @Override
    public Scheduler scheduler() {
        return desk.scheduler();
    }

    @Override
    public FarmSignIn signIn() {
        return signIn;
    }

    @Override
    public PrinterTls tls(String name, List<Inet4Address> addresses) {
        return desk.tls().ofFarm(name, addresses);
    }

    @Override
    public boolean isReady() {
        return desk.board().all().stream()
                .filter(line -> !line.printer().equals(ServiceRegistry.FARM))
                .allMatch(line -> line.status() instanceof ServiceStatus.Running);
    }

    @Override
    public long awaitEvent(long after, Duration patience) throws InterruptedException {
        Batch batch = desk.events().readAfter(after).next(patience);
        return batch.events().isEmpty()
                ? after
                : batch.events().get(batch.events().size() - 1).id();
    }
}
