package org.printfarm.host.config;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.Extension;

/** Lets a plugin read one entry of the configuration, and stands between it and who plans: it may throw or hang. */
public final class SettingsCall {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private SettingsCall() {}

    /**
     * Asks, on a thread of its own.
     *
     * @param entry what the plugin reads
     * @param what the plugin, for messages, for instance {@code the driver bambu}
     * @param classes the plugin's
     * @param reading runs the plugin's code
     * @param problems gets what is wrong with the entry or with the plugin
     * @return empty when there was a mistake
     */
    public static <T> Optional<T> ask(
            ServiceEntry entry,
            String what,
            @Nullable ClassLoader classes,
            Function<ServiceEntry.TrackedSettings, T> reading,
            Problems problems) {
        // The plugin may write into it at any time, also after it was given up.
        Problems found = new Problems();
        Optional<T> answer = answer(entry, what, classes, () -> reading.apply(entry.settings(found)), problems);
        found.mistakes().forEach(problems::mistake);
        found.warnings().forEach(problems::warning);
        return answer.filter(read -> found.isClean());
    }

    /** Reads the settings, and tells of every key that was not asked for. */
    public static <S> S read(Extension<S> factory, ServiceEntry.TrackedSettings reader) {
        S settings = factory.readSettings(reader);
        if (settings == null) {
            throw new IllegalStateException("the plugin returned no settings");
        }
        reader.reportUnknownKeys();
        return settings;
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> Optional<T> answer(
            ServiceEntry entry, String what, @Nullable ClassLoader classes, Reading<T> reading, Problems problems) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(reading.read());
                    } catch (Throwable thrown) {
                        answer.completeExceptionally(thrown);
                    }
                },
                "plugin-" + entry.type());
        thread.setDaemon(true);
        thread.setContextClassLoader(classes);
        thread.start();
        try {
            return Optional.of(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            problems.mistake(entry.problem(
                    what + " threw " + thrown.getClass().getName() + ": a fault of the plugin; tell its author"));
        } catch (TimeoutException e) {
            thread.interrupt();
            problems.mistake(entry.problem(what + " did not return within " + LIMIT.toMillis()
                    + " ms: a fault of the plugin; tell its author"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }
}
