package org.printfarm.mqtt;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.Fault;
import org.printfarm.api.PortClaim;
import org.printfarm.api.PortStatus;
import org.printfarm.api.PrinterContext;
import org.printfarm.api.PrinterService;
import org.printfarm.api.ServiceStatus;
import org.printfarm.mqtt.session.PrinterDesk;
import org.printfarm.mqtt.wire.BindResult;
import org.printfarm.mqtt.wire.MqttListener;
import org.printfarm.mqtt.wire.MqttListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT for one printer: one listening port. */
final class MqttService implements PrinterService {

    private static final Logger LOG = LoggerFactory.getLogger(MqttService.class);

    private final PrinterContext context;
    private final MqttSettings settings;
    private final PortClaim claim;
    private final MqttListeners listeners;
    private Optional<MqttListener> listener = Optional.empty();
    private boolean closed;

    MqttService(PrinterContext context, MqttSettings settings, PortClaim claim, MqttListeners listeners) {
        this.context = context;
        this.settings = settings;
        this.claim = claim;
        this.listeners = listeners;
    }

    @Override
    public ServiceStatus start() {
        if (closed) {
            return new ServiceStatus.Stopped();
        }
        Optional<Fault> fault = listener.isPresent() ? Optional.empty() : listen();
        return ServiceStatus.of(
                List.of(fault.map(why -> PortStatus.down(claim, why)).orElseGet(() -> PortStatus.listening(claim))));
    }

    @Override
    public void close() {
        closed = true;
        listener.ifPresent(open -> {
            open.close();
            LOG.info("printer={} service=mqtt port={} closed", context.printer().id(), settings.port());
        });
        listener = Optional.empty();
    }

    private Optional<Fault> listen() {
        InetSocketAddress address = new InetSocketAddress(claim.address(), claim.firstPort());
        BindResult result = listeners.bind(
                address, context.tls(), (loop, worker) -> new PrinterDesk(context, settings.rules(), loop, worker));
        if (result instanceof BindResult.Listening listening) {
            listener = Optional.of(listening.listener());
            LOG.info(
                    "printer={} service=mqtt port={} listening",
                    context.printer().id(),
                    settings.port());
            return Optional.empty();
        }
        return Optional.of(((BindResult.Refused) result).fault());
    }
}
