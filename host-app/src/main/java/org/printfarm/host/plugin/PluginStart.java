package org.printfarm.host.plugin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.printfarm.api.Extension;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.farm.FarmServiceFactory;
import org.printfarm.api.service.PrinterServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one inspected plugin and gets its factories. Runs the plugin's code, so {@link #run} belongs onto a {@link
 * WatchedCall}; meanwhile {@link #step} tells anybody how far it got.
 */
final class PluginStart {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]{0,15}");

    /** What a plugin may extend. */
    private static final List<Class<?>> POINTS =
            List.of(PrinterServiceFactory.class, DriverFactory.class, FarmServiceFactory.class);

    private static final String POINT_NAMES =
            POINTS.stream().map(Class::getName).collect(Collectors.joining(" or "));

    private static final Logger LOG = LoggerFactory.getLogger(PluginStart.class);

    private final PluginDescription plugin;
    private volatile String step = "loading it";
    private List<Extension<?>> made = List.of();

    PluginStart(PluginDescription plugin) {
        this.plugin = plugin;
    }

    /** What it is at, to be read after "while", for instance {@code making the factory org.example.Bind}. */
    String step() {
        return step;
    }

    /**
     * Starts the plugin.
     *
     * @return with at least one factory
     * @throws RefusedPluginException when it does not do what the API asks of it; it is stopped again then
     * @throws BrokenPluginException with what it threw; it is stopped again then
     */
    StartedPlugin run() throws RefusedPluginException, BrokenPluginException {
        SinglePluginManager manager = new SinglePluginManager(plugin);
        Map<String, Extension<?>> factories = new TreeMap<>();
        try {
            load(manager);
            makeFactories(manager);
            for (Extension<?> factory : made) {
                String type = typeOf(factory);
                if (factories.put(type, factory) != null) {
                    throw new RefusedPluginException("has two factories of the type " + Reason.quoted(type));
                }
            }
            return new StartedPlugin(plugin, manager, factories);
        } catch (RefusedPluginException refused) {
            closeAgain(manager, refused.reason());
            throw refused;
        } catch (Throwable thrown) {
            Reason.logStack(LOG, plugin.id(), step, thrown);
            String reason = "threw " + Reason.thrown(thrown) + " while " + step
                    + ": report it to the plugin's author, or remove the zip";
            closeAgain(manager, reason);
            throw new BrokenPluginException(reason);
        }
    }

    /** Also the factories whose type is not known. */
    private void closeAgain(SinglePluginManager manager, String reason) {
        step = "closing it again (" + reason + ")";
        Map<String, Extension<?>> unnamed = new TreeMap<>();
        made.forEach(factory -> unnamed.put("number " + unnamed.size(), factory));
        new StartedPlugin(plugin, manager, unnamed).close();
    }

    private void load(SinglePluginManager manager) throws Throwable {
        manager.loadPlugin(plugin.folder());
        Thread.currentThread().setContextClassLoader(manager.getPluginClassLoader(plugin.id()));
        step = "starting its class " + Reason.quoted(plugin.pluginClass());
        manager.startIt();
    }

    private void makeFactories(SinglePluginManager manager) throws Throwable {
        ClassLoader loader = manager.getPluginClassLoader(plugin.id());
        List<String> names = List.copyOf(manager.getExtensionClassNames(plugin.id()));
        for (String name : names) {
            step = "loading its extension " + Reason.quoted(name);
            Class<?> extension = loader.loadClass(name);
            if (POINTS.stream().noneMatch(point -> point.isAssignableFrom(extension))) {
                throw new RefusedPluginException("its extension " + Reason.quoted(name) + " is no " + POINT_NAMES
                        + ": implement one of them, or take the @Extension away");
            }
        }
        step = "making its factory " + Reason.quoted(String.join(", ", names));
        made = manager.newFactories();
        if (made.isEmpty()) {
            throw new RefusedPluginException(
                    "yields no factory: name a " + POINT_NAMES + " in META-INF/extensions.idx");
        }
    }

    private String typeOf(Extension<?> factory) throws RefusedPluginException {
        step = "asking the factory " + Reason.quoted(factory.getClass().getName()) + " for its type";
        // The contract says non-null, but this is where a plugin's word is put to the test.
        String type = Optional.ofNullable(factory.type()).orElse("");
        if (!TYPE.matcher(type).matches()) {
            throw new RefusedPluginException("its factory calls its type " + Reason.quoted(type)
                    + ": expected 1 to 16 lower case letters and digits, a letter first");
        }
        if (!type.equals(factory.type())) {
            throw new RefusedPluginException("its factory calls its type " + Reason.quoted(type)
                    + " first and then something else: expected the same at every call");
        }
        return type;
    }
}
