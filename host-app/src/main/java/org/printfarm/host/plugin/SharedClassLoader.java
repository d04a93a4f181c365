package org.printfarm.host.plugin;

/**
 * What every plugin's class loader asks first: the JDK, and of the host only the {@link HostLibrary} packages. It has no
 * resources of the host, so that a {@code ServiceLoader} or a configuration file inside of a plugin finds the plugin's own.
 */
final class SharedClassLoader extends ClassLoader {

    static final SharedClassLoader INSTANCE;

    static {
        // One lock per class name: a plugin that holds the loader's monitor cannot stop the others.
        registerAsParallelCapable();
        INSTANCE = new SharedClassLoader(SharedClassLoader.class.getClassLoader());
    }

    private final ClassLoader host;

    private SharedClassLoader(ClassLoader host) {
        super("shared", getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (HostLibrary.shares(name)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
