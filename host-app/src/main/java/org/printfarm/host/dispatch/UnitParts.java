package org.printfarm.host.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.Scheduler;
import org.printfarm.host.job.store.DispatchStore;
import org.printfarm.host.job.store.QueueStore;

/**
 * What all units share.
 *
 * @param others who may have what this host had
 * @param patience how long a model may give no sign after a start
 */
record UnitParts(
        DispatchStore store,
        QueueStore queues,
        OrderMaker orders,
        UnitContext.TaskNumbers numbers,
        DispatchThreads threads,
        Scheduler scheduler,
        Clock clock,
        Others others,
        Function<Optional<PrinterModel>, Duration> patience) {}
