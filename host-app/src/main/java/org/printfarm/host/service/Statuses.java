package org.printfarm.host.service;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.ServiceStatus;

/** Statuses that the host makes itself, and what it believes of those that a plugin makes. */
final class Statuses {

    private Statuses() {}

    /** The plugin did something it must not do. Retried. */
    static ServiceStatus internal(String text) {
        return new ServiceStatus.Failed(List.of(), new Fault(FaultCode.INTERNAL, text));
    }

    /** The plugin does not answer. Not retried. */
    static ServiceStatus noAnswer(String text) {
        return new ServiceStatus.Failed(
                List.of(),
                new Fault(FaultCode.NO_ANSWER, text + "; restart the farm to try again, and tell the plugin's author"));
    }

    /** Why a port is down where nobody takes connections. */
    static Fault silent(PortClaim port) {
        return new Fault(
                FaultCode.INTERNAL,
                "nobody takes connections on " + port + ", though the plugin says so; the service is made anew");
    }

    /** Why ports are down whose address went. */
    static Fault addressGone() {
        return new Fault(FaultCode.ADDRESS_MISSING, "this machine does not have the address any more");
    }

    /** As before, but for some ports that are down. */
    static ServiceStatus down(ServiceStatus before, Predicate<PortClaim> ports, Fault fault) {
        return ServiceStatus.of(before.ports().stream()
                .map(status -> ports.test(status.claim()) ? PortStatus.down(status.claim(), fault) : status)
                .toList());
    }

    /** A plugin's answer if it is a status; what is wrong with it otherwise. A plugin may hand over anything, also nulls. */
    static ServiceStatus believed(String step, @Nullable Object answer) {
        if (answer instanceof ServiceStatus.Stopped) {
            return internal("the plugin said in " + step + " that the service is stopped, though nobody stopped it");
        }
        if (answer instanceof ServiceStatus status && isWhole(status)) {
            return status;
        }
        return internal("the plugin handed over null in " + step + ": a fault of the plugin; tell its author");
    }

    /** Whether the host is going to try again by itself. */
    static boolean isRetried(ServiceStatus status) {
        return faults(status).findFirst().map(Fault::code).orElse(FaultCode.NO_ANSWER) != FaultCode.NO_ANSWER;
    }

    private static boolean isWhole(ServiceStatus status) {
        return faults(status).allMatch(Statuses::isWhole)
                && status.ports().stream().allMatch(Statuses::isWhole);
    }

    private static boolean isWhole(PortStatus port) {
        return areThere(port.claim(), port.fault()) && port.fault().stream().allMatch(Statuses::isWhole);
    }

    private static boolean isWhole(@Nullable Fault fault) {
        return fault != null && areThere(fault.code(), fault.text());
    }

    /** NullAway trusts the API's types; a plugin that was built without it need not keep them. */
    private static boolean areThere(@Nullable Object... parts) {
        return Stream.of(parts).allMatch(Objects::nonNull);
    }

    private static Stream<Fault> faults(ServiceStatus status) {
        if (status instanceof ServiceStatus.Failed failed) {
            return Stream.of(failed.fault());
        }
        return status instanceof ServiceStatus.Degraded degraded ? Stream.of(degraded.fault()) : Stream.empty();
    }
}
