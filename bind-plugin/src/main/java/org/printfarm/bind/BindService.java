package org.printfarm.bind;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.bind.exchange.Endpoint;
import org.printfarm.bind.respond.DetectResponder;
import org.printfarm.bind.respond.Responder;
import org.printfarm.bind.transport.BindAcceptors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detect for one printer: its two ports on the acceptors that all printers share. */
final class BindService implements PrinterService {

    private static final Logger LOG = LoggerFactory.getLogger(BindService.class);

    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", 0);
    private static final Fault RESTARTED =
            new Fault(FaultCode.INTERNAL, "a loop that serves all printers failed inside the plugin and was restarted");

    private final PrinterContext context;
    private final BindSettings settings;
    private final BindAcceptors acceptors;
    private final Responder responder;
    private final List<Port> ports;
    private boolean closed;

    BindService(PrinterContext context, List<PortClaim> claims, BindSettings settings, BindAcceptors acceptors) {
        this.context = context;
        this.settings = settings;
        this.acceptors = acceptors;
        this.responder =
                new DetectResponder(context.printer().identity(), settings.sequenceId(), settings.loginReply());
        this.ports = List.of(
                new Port(claims.get(0), BindSettings.PLAIN_PORT, false),
                new Port(claims.get(1), BindSettings.TLS_PORT, settings.tls()));
    }

    @Override
    public ServiceStatus start() {
        if (closed) {
            return new ServiceStatus.Stopped();
        }
        List<PortStatus> statuses = new ArrayList<>();
        for (Port port : ports) {
            statuses.add(port.start());
        }
        return ServiceStatus.of(statuses);
    }

    /** Tells the host, which then starts the service again and so finds out how it is now. */
    private void restarted(Port failed) {
        int number = failed.claim.firstPort();
        context.publish(new PrinterEvent(PrinterEvent.Kind.FAULT, "bind", number, NOBODY, "RESTARTED", 0));
        List<PortStatus> statuses = new ArrayList<>();
        for (Port port : ports) {
            statuses.add(port == failed ? PortStatus.down(port.claim, RESTARTED) : PortStatus.listening(port.claim));
        }
        context.report(new ServiceStatus.Degraded(statuses, RESTARTED));
    }

    @Override
    public void close() {
        closed = true;
        for (Port port : ports) {
            port.stop();
        }
    }

    /** One of the two ports: a port that is up stays up when the service is started again. */
    private final class Port {

        private final PortClaim claim;
        private final String setting;
        private final boolean secure;
        private Optional<Endpoint> listening = Optional.empty();

        Port(PortClaim claim, String setting, boolean secure) {
            this.claim = claim;
            this.setting = setting;
            this.secure = secure;
        }

        PortStatus start() {
            if (listening.filter(acceptors::isListening).isPresent()) {
                return PortStatus.listening(claim);
            }
            stop();
            Optional<Fault> fault = secure ? tlsFault() : Optional.empty();
            if (fault.isEmpty()) {
                Endpoint endpoint = endpoint();
                fault = acceptors.listen(endpoint, context.scheduler());
                if (fault.isEmpty()) {
                    listening = Optional.of(endpoint);
                    logListening();
                }
            }
            return new PortStatus(claim, fault);
        }

        private Endpoint endpoint() {
            Optional<PrinterTls> tls = secure ? Optional.of(context.tls()) : Optional.empty();
            InetSocketAddress local = new InetSocketAddress(claim.address(), claim.firstPort());
            return new Endpoint(
                    local,
                    setting,
                    tls,
                    responder,
                    settings.readTimeout(),
                    context::isOwnProbe,
                    context::mayAnswer,
                    context::publish,
                    () -> restarted(this));
        }

        /**
         * Without usable TLS the port stays shut: plain text there would be worse than nothing. Looks at the certificate
         * alone: with an engine the printer's TLS context would be made, which takes 2 KB and more outside of the heap and
         * is wanted by the first client only.
         */
        private Optional<Fault> tlsFault() {
            try {
                context.tls().chain();
                return Optional.empty();
            } catch (RuntimeException e) {
                LOG.debug("no certificate for printer={}", context.printer().id(), e);
                String place = claim.address().getHostAddress() + ":" + claim.firstPort();
                return Optional.of(new Fault(
                        FaultCode.TLS_UNUSABLE,
                        place + " cannot be served because the printer's key or certificate cannot be used: see the"
                                + " data folder, or set tls: off"));
            }
        }

        private void logListening() {
            String printer = context.printer().id();
            LOG.debug("printer={} service=bind port={} listening", printer, claim.firstPort());
            if (!secure && setting.equals(BindSettings.TLS_PORT)) {
                LOG.warn(
                        "printer={} service=bind port={} answers in plain text (tls: off)", printer, claim.firstPort());
            }
        }

        void stop() {
            listening.ifPresent(acceptors::silence);
            listening = Optional.empty();
        }
    }
}
