package org.printfarm.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.printfarm.api.service.PrinterServiceFactory;

/** Opens catalogs and cleans up behind them. */
final class PluginBench implements AutoCloseable {

    /** Generous: the machine may be busy with other things. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final List<PluginCatalog> catalogs = new ArrayList<>();
    private final List<String> properties = new ArrayList<>();

    PluginCatalog open(Path plugins, Path cache) throws IOException {
        return open(plugins, cache, PATIENCE);
    }

    PluginCatalog open(Path plugins, Path cache, Duration limit) throws IOException {
        PluginCatalog catalog = PluginCatalog.open(plugins, cache, limit);
        catalogs.add(catalog);
        return catalog;
    }

    /** The name of a system property that nobody has: all that plugins and tests share without a common type. */
    String property(String prefix) {
        String name = prefix + "." + COUNTER.incrementAndGet();
        properties.add(name);
        return name;
    }

    String ask(PluginCatalog catalog, String type, String question) {
        return function(catalog, type).apply(question);
    }

    /** A {@link FactorySource} as the function that it also is. */
    Function<String, String> function(PluginCatalog catalog, String type) {
        PrinterServiceFactory<?> factory =
                Objects.requireNonNull(catalog.factories().get(type), type);
        Function<?, ?> function = (Function<?, ?>) factory;
        return question -> call(function, question);
    }

    @SuppressWarnings("unchecked") // the source says Function<String, String>
    private static String call(Function<?, ?> function, String question) {
        return ((Function<String, String>) function).apply(question);
    }

    @Override
    public void close() {
        catalogs.forEach(PluginCatalog::close);
        properties.forEach(System::clearProperty);
    }
}
