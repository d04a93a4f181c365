package org.printfarm.host.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.printfarm.api.Printer;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.api.settings.SettingsReader;

/** A plugin whose services do what the test says, and that notes every call: {@code start bay-1}. Opens nothing. */
final class FakePlugin implements PrinterServiceFactory<Integer> {

    /** What a service does when it is started and when it is closed. */
    interface Behaviour {
        ServiceStatus start();

        default void close() {}
    }

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<PrinterContext> contexts = new CopyOnWriteArrayList<>();
    final AtomicInteger callsAtOnce = new AtomicInteger();
    final AtomicInteger mostCallsAtOnce = new AtomicInteger();
    private final String type;
    private final int defaultPort;
    private Function<PrinterContext, Behaviour> behaviour = context -> FakePlugin::running;
    private Runnable closing = () -> {};

    FakePlugin(String type) {
        this(type, 3000);
    }

    FakePlugin(String type, int defaultPort) {
        this.type = type;
        this.defaultPort = defaultPort;
    }

    /** All services behave like this. */
    FakePlugin behaving(Behaviour always) {
        return behaving(context -> always);
    }

    FakePlugin behaving(Function<PrinterContext, Behaviour> each) {
        behaviour = each;
        return this;
    }

    FakePlugin closing(Runnable action) {
        closing = action;
        return this;
    }

    static ServiceStatus running() {
        return new ServiceStatus.Running(List.of());
    }

    static ServiceStatus failed(FaultCode code) {
        return new ServiceStatus.Failed(List.of(), new Fault(code, "made by the test"));
    }

    /** Two ports, the second of them down. */
    static ServiceStatus degraded(Printer printer) {
        Fault fault = new Fault(FaultCode.PORT_IN_USE, "made by the test");
        return ServiceStatus.of(List.of(
                PortStatus.listening(PortClaim.tcp(printer.bindAddress(), 3000)),
                PortStatus.down(PortClaim.tcp(printer.bindAddress(), 3002), fault)));
    }

    PlannedService<Integer> plan(Printer printer) {
        return new PlannedService<>(printer, type, this, defaultPort, claims(printer, defaultPort));
    }

    static ServicePlan plan(List<FakePlugin> plugins, List<Printer> printers) {
        return new ServicePlan(
                printers,
                printers.stream()
                        .<PlannedService<?>>flatMap(printer -> plugins.stream().map(plugin -> plugin.plan(printer)))
                        .toList());
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Integer readSettings(SettingsReader settings) {
        return settings.port("port", defaultPort);
    }

    @Override
    public List<PortClaim> claims(Printer printer, Integer port) {
        return List.of(PortClaim.tcp(printer.bindAddress(), port));
    }

    @Override
    public PrinterService create(PrinterContext context, Integer port) {
        contexts.add(context);
        enter("create", context.printer().id());
        try {
            return new FakeService(context.printer().id(), behaviour.apply(context));
        } finally {
            callsAtOnce.decrementAndGet();
        }
    }

    @Override
    public void close() {
        enter("close", "factory");
        try {
            closing.run();
        } finally {
            callsAtOnce.decrementAndGet();
        }
    }

    private void enter(String step, String whose) {
        mostCallsAtOnce.accumulateAndGet(callsAtOnce.incrementAndGet(), Math::max);
        calls.add(step + " " + whose);
    }

    private final class FakeService implements PrinterService {
        private final String id;
        private final Behaviour behaviour;

        FakeService(String id, Behaviour behaviour) {
            this.id = id;
            this.behaviour = behaviour;
        }

        @Override
        public ServiceStatus start() {
            enter("start", id);
            try {
                return behaviour.start();
            } finally {
                callsAtOnce.decrementAndGet();
            }
        }

        @Override
        public void close() {
            enter("close", id);
            try {
                behaviour.close();
            } finally {
                callsAtOnce.decrementAndGet();
            }
        }
    }
}
