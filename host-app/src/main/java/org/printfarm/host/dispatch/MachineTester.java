package org.printfarm.host.dispatch;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.printfarm.api.driver.CheckStep;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Connection;

/** Has a driver try each step of a print but its start, each machine once at a time. Any thread. */
final class MachineTester {

    /** Twice what the API gives a driver, for busy computers. */
    private static final long LIMIT_SECONDS = 20;

    private static final String CONNECTION = "connection";

    private final DispatchThreads threads;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    MachineTester(DispatchThreads threads) {
        this.threads = threads;
    }

    /**
     * Waits for what the driver finds.
     *
     * @param reported how the machine is, for a driver that has no more to tell
     * @return never empty
     */
    List<CheckStep> test(String machine, Driver driver, MachineStatus reported) throws DispatchException {
        if (!running.add(machine)) {
            throw new DispatchException("the machine is being tested; wait for it");
        }
        try {
            List<CheckStep> steps = ask(driver);
            return steps.isEmpty() ? List.of(connection(reported)) : steps;
        } finally {
            running.remove(machine);
        }
    }

    private List<CheckStep> ask(Driver driver) throws DispatchException {
        CompletableFuture<List<CheckStep>> answer = new CompletableFuture<>();
        threads.call(() -> {
            try {
                answer.complete(List.copyOf(driver.check()));
            } catch (Throwable fault) {
                answer.completeExceptionally(fault);
            }
        });
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DispatchException("the test broke off: a fault of the driver, or the farm stops");
        } catch (TimeoutException e) {
            throw new DispatchException("the driver did not answer in time: a fault of the plugin");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DispatchException("interrupted");
        }
    }

    private static CheckStep connection(MachineStatus reported) {
        if (reported.connection() == Connection.ONLINE) {
            return CheckStep.passed(CONNECTION);
        }
        MachineFault unknown =
                new MachineFault(MachineFault.Code.UNREACHABLE, "", "nothing is known of it yet; ask again");
        return CheckStep.failed(
                CONNECTION, reported.faults().stream().findFirst().orElse(unknown));
    }
}
