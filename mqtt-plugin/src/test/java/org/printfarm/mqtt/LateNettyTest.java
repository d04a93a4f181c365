package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;

/** Netty is loaded when the first printer starts to listen, not while the host waits for the factory. */
class LateNettyTest {

    @Test
    void whatTheHostAsksBeforeItStartsAServiceLoadsNoClassOfNetty() throws ReflectiveOperationException {
        Watched classes = new Watched();
        try (PrinterServiceFactory<?> factory = newFactory(classes);
                RecordingContext context = new RecordingContext(TestPrinters.next());
                PrinterService service = serviceOf(factory, context)) {
            assertThat(service.getClass().getClassLoader()).isSameAs(classes);
        }

        assertThat(classes.loaded).contains(MqttServiceFactory.class.getName(), MqttService.class.getName());
        assertThat(classes.loaded).noneMatch(Watched::isNetty);
    }

    @Test
    void theWatchSeesNettyWhenItComes() throws ReflectiveOperationException {
        Watched classes = new Watched();

        Class.forName("org.printfarm.mqtt.transport.MqttServer", true, classes);

        assertThat(classes.loaded).anyMatch(Watched::isNetty);
    }

    private static PrinterServiceFactory<?> newFactory(ClassLoader classes) throws ReflectiveOperationException {
        return (PrinterServiceFactory<?>) classes.loadClass(MqttServiceFactory.class.getName())
                .getConstructor()
                .newInstance();
    }

    private static <S> PrinterService serviceOf(PrinterServiceFactory<S> factory, PrinterContext context) {
        S settings = factory.readSettings(TestSettings.of(Map.of("port", "8884")));
        assertThat(factory.claims(context.printer(), settings)).hasSize(1);
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
            if (!isNetty(name) && !name.startsWith("org.printfarm.mqtt.")) {
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
