package org.printfarm.host.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.printfarm.api.PortClaim;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterServiceFactory;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ServiceEntry;

/** Asks plugins for settings and claims, and stands between them and the planner: they may throw or hang. One thread. */
final class SettingsDesk implements AutoCloseable {

    /** A service with more claims than this is a fault of its plugin. */
    static final int MAX_CLAIMS = 64;

    /**
     * What came of one question.
     *
     * @param planned empty when the plugin failed
     * @param problems what the plugin found in the settings
     * @param pluginFault the plugin's own fault, the same text for every printer
     */
    record Result(Optional<PlannedService<?>> planned, Problems problems, Optional<String> pluginFault) {

        static Result fault(Problems problems, String text) {
            return new Result(Optional.empty(), problems, Optional.of(text));
        }
    }

    /** Which of its methods the plugin is in. */
    private static final class Step {
        private volatile String name = "readSettings";
    }

    private final Duration callLimit;
    private final Supervisor timer = new Supervisor();
    private final ThrownLog thrownLog = new ThrownLog();
    private final Map<String, PluginLane> lanes = new HashMap<>();

    /** Types whose plugin hung: asked no more, since one answer each 5 s would keep the operator waiting for hours. */
    private final Map<String, String> hung = new HashMap<>();

    SettingsDesk(Duration callLimit) {
        this.callLimit = callLimit;
    }

    /** Reads one service's settings and claims. Returns within the limit of a call. */
    Result read(Printer printer, ServiceEntry service, PrinterServiceFactory<?> factory) {
        String known = hung.get(service.type());
        if (known != null) {
            return Result.fault(new Problems(), known);
        }
        Problems found = new Problems();
        CompletableFuture<Answer<PlannedService<?>>> answer = new CompletableFuture<>();
        Step step = new Step();
        lane(service.type(), factory)
                .<PlannedService<?>>call(
                        () -> true, () -> ask(printer, service, factory, found, step), answer::complete);
        return result(printer, service.type(), answer.join(), found, step.name);
    }

    private Result result(Printer printer, String type, Answer<PlannedService<?>> answer, Problems found, String step) {
        if (answer instanceof Answer.Returned<PlannedService<?>> returned) {
            return new Result(Optional.of(returned.value()), found, Optional.empty());
        }
        if (answer instanceof Answer.Threw<PlannedService<?>> threw) {
            return Result.fault(
                    found, "service " + type + ": " + thrownLog.record(type, step, printer.id(), threw.thrown()));
        }
        String text = "service " + type + ": the plugin did not return from " + step + " within " + callLimit.toMillis()
                + " ms: a fault of the plugin; tell its author, or switch the service off";
        hung.put(type, text);
        return Result.fault(new Problems(), text);
    }

    private static <S> PlannedService<S> ask(
            Printer printer, ServiceEntry service, PrinterServiceFactory<S> factory, Problems found, Step step) {
        ServiceEntry.TrackedSettings reader = service.settings(found);
        S settings = factory.readSettings(reader);
        if (settings == null) {
            throw new IllegalStateException("the plugin returned no settings");
        }
        reader.reportUnknownKeys();
        step.name = "claims";
        List<PortClaim> claims = List.copyOf(factory.claims(printer, settings));
        if (claims.isEmpty() || claims.size() > MAX_CLAIMS) {
            throw new IllegalStateException("expected 1 to " + MAX_CLAIMS + " claims, got " + claims.size());
        }
        return new PlannedService<>(printer, service.type(), factory, settings, claims);
    }

    private PluginLane lane(String type, PrinterServiceFactory<?> factory) {
        return lanes.computeIfAbsent(
                type, key -> new PluginLane(key, factory.getClass().getClassLoader(), callLimit, timer));
    }

    @Override
    public void close() {
        lanes.values().forEach(PluginLane::close);
        timer.close();
    }
}
