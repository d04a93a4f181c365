package org.printfarm.mqtt.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.mqtt.session.PrinterBroker;
import org.printfarm.mqtt.session.SessionLimits;

/**
 * All listening sockets of the plugin. Nothing is opened before the first {@link #bind}, and no class of Netty is loaded
 * either: the host makes every plugin's factory before it plans the farm, and would wait a tenth of a second for Netty.
 */
public final class MqttListeners implements AutoCloseable {

    private final Function<SessionLimits, MqttServer> servers;
    private final SessionLimits limits = new SessionLimits();
    private Optional<MqttServer> running = Optional.empty();

    /** None listens yet. */
    public MqttListeners() {
        this(shared -> new MqttServer(shared));
    }

    MqttListeners(Function<SessionLimits, MqttServer> servers) {
        this.servers = servers;
    }

    /**
     * Listens on one more address. Called by one thread at a time.
     *
     * @param address where
     * @param tls the printer's TLS
     * @param broker makes the printer's broker from its loop and from the executor for what may block
     * @param onRestart told when what serves this address failed and goes on; on the printer's loop
     * @return the listener, or why there is none
     */
    public BindResult bind(InetSocketAddress address, PrinterTls tls, DeskFactory broker, Runnable onRestart) {
        if (!hasCertificate(tls)) {
            return new BindResult.Refused(
                    new Fault(FaultCode.TLS_UNUSABLE, "the printer's certificate cannot be used"));
        }
        MqttServer server = running.orElseGet(() -> servers.apply(limits));
        running = Optional.of(server);
        return server.bind(address, tls, broker, onRestart);
    }

    /** Makes a printer's broker. */
    @FunctionalInterface
    public interface DeskFactory {

        /**
         * Makes it.
         *
         * @param loop the thread that the printer's connections run on
         * @param worker for what may block
         * @return the broker
         */
        PrinterBroker open(ScheduledExecutorService loop, Executor worker);
    }

    /** Stops the threads; all listeners are closed by then. May be called twice. Returns within 5 s. */
    @Override
    public void close() {
        running.ifPresent(server -> server.close());
        running = Optional.empty();
    }

    /** No engine is made for this: the printer's TLS context comes with its first one, and can wait for the first client. */
    private static boolean hasCertificate(PrinterTls tls) {
        try {
            tls.chain();
            return true;
        } catch (RuntimeException unusable) {
            return false;
        }
    }
}
