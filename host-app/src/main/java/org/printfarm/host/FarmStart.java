package org.printfarm.host;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Printer;
import org.printfarm.host.cli.FarmSetup;
import org.printfarm.host.cli.FarmStarter;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.PrinterEntry;
import org.printfarm.host.tls.FarmTls;
import org.printfarm.host.tls.TlsEngineException;
import org.printfarm.host.tls.TlsStoreException;

/**
 * One start of a farm. Certificates are read on a thread of their own while the plugins are inspected and started: 15 of 72
 * stack samples of the main thread. One thread; used once.
 */
final class FarmStart implements FarmStarter {

    private @Nullable FutureTask<FarmTls> reading;

    /** Only where a CA is: none is made for a farm that may turn out to have a mistake. */
    @Override
    public void prepare(FarmConfig config) {
        if (FarmTls.hasCa(config.data())) {
            FutureTask<FarmTls> task = new FutureTask<>(() -> open(config));
            Thread thread = new Thread(task, "certificates");
            thread.setDaemon(true);
            thread.start();
            reading = task;
        }
    }

    @Override
    public RunningFarm start(FarmSetup setup) throws FarmStartException {
        FutureTask<FarmTls> begun = reading;
        return FarmApplication.start(setup, () -> begun == null ? open(setup.config()) : result(begun));
    }

    private static FarmTls open(FarmConfig config) throws TlsStoreException, TlsEngineException {
        List<Printer> printers =
                config.printers().stream().map(PrinterEntry::printer).toList();
        return FarmTls.open(
                config.data(), config.name(), config.tlsEngine(), config.keys(), printers, Clock.systemUTC());
    }

    private static FarmTls result(FutureTask<FarmTls> task) throws TlsStoreException, TlsEngineException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof TlsStoreException damaged) {
                throw damaged;
            }
            if (cause instanceof TlsEngineException unusable) {
                throw unusable;
            }
            throw new IllegalStateException("reading the certificates", cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
