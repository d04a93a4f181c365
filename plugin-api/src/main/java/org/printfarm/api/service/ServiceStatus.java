package org.printfarm.api.service;

import java.util.List;

/**
 * How one service of one printer is. Immutable.
 *
 * @since 1.0
 */
public sealed interface ServiceStatus {

    /**
     * Each port that the service claimed, in the order of its claims.
     *
     * @return empty when nothing was tried yet or all is over
     */
    List<PortStatus> ports();

    /**
     * Everything works.
     *
     * @param ports all of them listening
     */
    record Running(List<PortStatus> ports) implements ServiceStatus {
        /**
         * Copies the list.
         *
         * @param ports see above
         */
        public Running {
            ports = List.copyOf(ports);
        }
    }

    /**
     * A slicer can use the service, but something is missing. The host warns and retries.
     *
     * @param ports at least one of them listening
     * @param fault the first trouble
     */
    record Degraded(List<PortStatus> ports, Fault fault) implements ServiceStatus {
        /**
         * Copies the list.
         *
         * @param ports see above
         * @param fault see above
         */
        public Degraded {
            ports = List.copyOf(ports);
        }
    }

    /**
     * A slicer cannot use the service. The host reports an error and, unless the code says otherwise, retries.
     *
     * @param ports what is known of the ports, may be empty
     * @param fault the first trouble
     */
    record Failed(List<PortStatus> ports, Fault fault) implements ServiceStatus {
        /**
         * Copies the list.
         *
         * @param ports see above
         * @param fault see above
         */
        public Failed {
            ports = List.copyOf(ports);
        }
    }

    /** Not started yet, or closed. */
    record Stopped() implements ServiceStatus {
        @Override
        public List<PortStatus> ports() {
            return List.of();
        }
    }

    /**
     * The status that follows from the ports: running when all listen, degraded when some do, failed when none does.
     *
     * @param ports at least one
     * @return with the fault of the first port that is down
     * @throws IllegalArgumentException when there is no port
     */
    static ServiceStatus of(List<PortStatus> ports) {
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("ports: expected at least one");
        }
        return ports.stream()
                .flatMap(port -> port.fault().stream())
                .findFirst()
                .<ServiceStatus>map(fault -> ports.stream().anyMatch(PortStatus::isListening)
                        ? new Degraded(ports, fault)
                        : new Failed(ports, fault))
                .orElseGet(() -> new Running(ports));
    }
}
