package org.printfarm.mqtt;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.mqtt.session.BrokerEvents;
import org.printfarm.mqtt.session.PrinterBroker;
import org.printfarm.mqtt.transport.BindResult;
import org.printfarm.mqtt.transport.MqttListener;
import org.printfarm.mqtt.transport.MqttListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT for one printer: one listening port. */
final class MqttService implements PrinterService {

    private static final Logger LOG = LoggerFactory.getLogger(MqttService.class);

    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", 0);
    private static final Fault RESTARTED =
            new Fault(FaultCode.INTERNAL, "a loop that serves several printers failed inside the plugin, and goes on");

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
        if (listener.filter(open -> !open.isServing()).isPresent()) {
            listener.ifPresent(MqttListener::close);
            listener = Optional.empty();
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

    /** Tells the host, which then starts the service again and so finds out how it is now. */
    private void onRestart() {
        context.publish(new PrinterEvent(
                PrinterEvent.Kind.FAULT, BrokerEvents.SERVICE, claim.firstPort(), NOBODY, "RESTARTED", 0));
        context.report(new ServiceStatus.Degraded(List.of(PortStatus.listening(claim)), RESTARTED));
    }

    private Optional<Fault> listen() {
        InetSocketAddress address = new InetSocketAddress(claim.address(), claim.firstPort());
        BindResult result = listeners.bind(
                address,
                context.tls(),
                (loop, worker) -> new PrinterBroker(context, settings.rules(), loop, worker),
                this::onRestart);
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
