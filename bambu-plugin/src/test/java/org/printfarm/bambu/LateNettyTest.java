package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.RecordingMachine;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineContext;

/** Netty is loaded when the first machine is opened, not while the host waits for the factory. */
class LateNettyTest {

    @Test
    void whatTheHostAsksBeforeItOpensAMachineLoadsNoClassOfNetty() throws ReflectiveOperationException {
        Watched classes = new Watched();
        try (DriverFactory<?> factory = newFactory(classes);
                RecordingMachine context = new RecordingMachine("m");
                Driver driver = driverOf(factory, context)) {
            assertThat(driver.getClass().getClassLoader()).isSameAs(classes);
        }

        assertThat(classes.loaded).contains(BambuDriverFactory.class.getName(), BambuDriver.class.getName());
        assertThat(classes.loaded).noneMatch(Watched::isNetty);
    }

    @Test
    void theWatchSeesNettyWhenItComes() throws ReflectiveOperationException {
        Watched classes = new Watched();

        Class.forName("org.printfarm.bambu.link.MachineLink", true, classes);

        assertThat(classes.loaded).anyMatch(Watched::isNetty);
    }

    private static DriverFactory<?> newFactory(ClassLoader classes) throws ReflectiveOperationException {
        return (DriverFactory<?>) classes.loadClass(BambuDriverFactory.class.getName())
                .getConstructor()
                .newInstance();
    }

    private static <S> Driver driverOf(DriverFactory<S> factory, MachineContext context) {
        S settings = factory.readSettings(TestSettings.of(
                Map.of("serial", "01P00A000000001", "address", "127.0.0.1", "access-code", "Abcd1234")));
        assertThat(factory.describe(settings).serial()).isPresent();
        return factory.create(context, settings);
    }

    /** Loads the plugin and Netty anew, as a plugin's class loader does, and notes each class. */
    private static final class Watched extends ClassLoader {

        private final List<String> loaded = new ArrayList<>();

        Watched() {
            super(LateNettyTest.class.getClassLoader());
        }

        static boolean isNetty(String name) {
            return name.startsWith("io.netty.");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!isNetty(name) && !name.startsWith("org.printfarm.bambu.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                loaded.add(name);
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
