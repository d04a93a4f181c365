package org.printfarm.host.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, the signal that asks a server to read its configuration again. Java has no other way to it than {@code
 * sun.misc.Signal} of the module jdk.unsupported, which compilers warn of: hence by name.
 */
public final class HangUp {

    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /**
     * Has the signal do something else than end the process, from now on.
     *
     * @param action on a thread of the JVM's; must not wait
     */
    public static void onSignal(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "reload on SIGHUP";
                default -> {
                    action.run();
                    yield null;
                }
            };
            Object reload = Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), reload);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info(
                    "SIGHUP is not taken for a reload, ./farm reload is: {}",
                    e.getClass().getSimpleName());
        }
    }
}
