package org.printfarm.host.app;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.tls.FarmTls;
import org.printfarm.host.tls.TlsEngineException;
import org.printfarm.host.tls.TlsStoreException;
import org.printfarm.host.view.CheckView;

/**
 * One start of a farm. Certificates are read on a thread of their own while the plugins are inspected and started: 15 of 72
 * stack samples of the main thread. Where one has to be made, that is left until the farm is known to start and holds its
 * data folder. One thread; used once.
 */
public final class FarmStart implements FarmStarter {

    private @Nullable FutureTask<Optional<FarmTls>> reading;

    /** Begins nothing yet. */
    public FarmStart() {}

    @Override
    public RunningFarm start(FarmSource source, Consumer<CheckView> told) throws FarmException {
        Problems problems = new Problems();
        FarmApplication.ReadFile file = FarmApplication.ReadFile.of(source);
        Optional<FarmSetup> setup = FarmSetup.open(source, FarmSetup.Footprint.DATA_FOLDER, problems, this::prepare);
        told.accept(FarmSource.told(problems));
        if (setup.isEmpty() || !problems.isClean()) {
            setup.ifPresent(FarmSetup::close);
            throw new FarmException(
                    FarmException.CONFIGURATION,
                    "nothing was started: " + problems.mistakes().size() + " to mend",
                    "");
        }
        FarmConfig config = setup.get().config();
        return FarmApplication.start(setup.get(), file, () -> {
            Optional<FarmTls> existing = reading == null ? Optional.empty() : result(reading);
            return existing.isPresent() ? existing.get() : open(config);
        });
    }

    /** What another host may have issued since is not read yet. */
    private void prepare(FarmConfig config) {
        if (config.store().isPresent()) {
            return;
        }
        FutureTask<Optional<FarmTls>> task = new FutureTask<>(() -> FarmTls.openExisting(
                config.data(), config.name(), config.tlsEngine(), config.keys(), config.dialled(), Clock.systemUTC()));
        Thread thread = new Thread(task, "certificates");
        thread.setDaemon(true);
        thread.start();
        reading = task;
    }

    private static FarmTls open(FarmConfig config) throws IOException, TlsStoreException, TlsEngineException {
        try (HostCopies copies = HostCopies.of(config)) {
            FarmTls tls = FarmTls.open(
                    config.data(),
                    config.name(),
                    config.tlsEngine(),
                    config.keys(),
                    config.dialled(),
                    Clock.systemUTC());
            copies.keepWith(config.source());
            return tls;
        }
    }

    private static Optional<FarmTls> result(FutureTask<Optional<FarmTls>> task)
            throws TlsStoreException, TlsEngineException {
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
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("reading the certificates", cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
