package org.printfarm.host.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pf4j.AbstractPluginManager;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginRepository;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.IndexedExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.VersionManager;
import org.printfarm.api.Extension;

/**
 * PF4J for one plugin. A manager of its own for each keeps plugins from reaching each other through PF4J, and lets one be
 * given up in the middle of a call: PF4J's managers are made for one thread, and a shared one would be left half changed.
 */
final class SinglePluginManager extends AbstractPluginManager {

    /** The host first: what it shares must be the same on both sides, and it shows nothing else. */
    private static final ClassLoadingStrategy HOST_FIRST = new ClassLoadingStrategy(
            List.of(ClassLoadingStrategy.Source.APPLICATION, ClassLoadingStrategy.Source.PLUGIN));

    private final PluginDescription plugin;

    SinglePluginManager(PluginDescription plugin) {
        super(plugin.folder());
        this.plugin = plugin;
    }

    // PF4J's constructor calls the methods below before our field is set: what they return may use it, they may not.

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                return new DefaultPluginDescriptor(
                        plugin.id(), "", plugin.pluginClass(), plugin.version(), plugin.requires(), "", "");
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                return classLoader(descriptor);
            }
        };
    }

    private ClassLoader classLoader(PluginDescriptor descriptor) {
        PluginClassLoader loader = new PluginClassLoader(this, descriptor, SharedClassLoader.INSTANCE, HOST_FIRST);
        if (Files.isDirectory(plugin.classes())) {
            loader.addFile(plugin.classes().toFile());
        }
        try {
            plugin.libraries().forEach(jar -> loader.addFile(jar.toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return loader;
    }

    /** PF4J's own swallows what a constructor throws. */
    @Override
    protected PluginFactory createPluginFactory() {
        return SinglePluginManager::newPlugin;
    }

    private static Plugin newPlugin(PluginWrapper wrapper) {
        String name = wrapper.getDescriptor().getPluginClass();
        try {
            return wrapper.getPluginClassLoader()
                    .loadClass(name)
                    .asSubclass(Plugin.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException unusable) {
            throw new PluginRuntimeException(unusable);
        }
    }

    /**
     * Only the plugin's own index counts, not what may lie on the host's class path: PF4J's own looks there as well, for each
     * plugin, and opens all of the host's jars for it.
     */
    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new IndexedExtensionFinder(this) {
            @Override
            public Map<String, Set<String>> readClasspathStorages() {
                return Map.of();
            }
        };
    }

    /** Never asked: see {@link #newFactories}. */
    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    /**
     * Makes the plugin's factories: new ones at each call. Not through PF4J's {@code getExtensions}, which reads annotations
     * for an order that does not matter here, and makes four proxy classes for it at every start.
     *
     * @throws Throwable what a constructor or a static initializer threw
     */
    List<Extension<?>> newFactories() throws Throwable {
        List<Extension<?>> factories = new ArrayList<>();
        for (String name : getExtensionClassNames(plugin.id())) {
            factories.add(newFactory(getPluginClassLoader(plugin.id()).loadClass(name)));
        }
        return factories;
    }

    private static Extension<?> newFactory(Class<?> type) throws Throwable {
        try {
            return (Extension<?>) type.getConstructor().newInstance();
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    /**
     * Makes and starts the plugin's main class.
     *
     * @throws Throwable what it threw
     */
    void startIt() throws Throwable {
        PluginState state = PluginState.FAILED;
        try {
            state = startPlugin(plugin.id());
        } catch (Throwable thrown) {
            throwFailure();
            throw thrown;
        }
        if (state != PluginState.STARTED) {
            throwFailure();
            throw new IllegalStateException("PF4J calls it " + state);
        }
    }

    /** PF4J keeps what a start threw before it logs it, which a hostile exception may upset. */
    private void throwFailure() throws Throwable {
        Throwable failure = getPlugin(plugin.id()).getFailedException();
        if (failure != null) {
            throw failure;
        }
    }

    /** The operator switches a plugin off by taking its zip away; PF4J's lists of disabled plugins are not read. */
    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String pluginId) {
                return false;
            }

            @Override
            public void disablePlugin(String pluginId) {}

            @Override
            public void enablePlugin(String pluginId) {}
        };
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new DefaultPluginRepository(getPluginsRoots());
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }
}
