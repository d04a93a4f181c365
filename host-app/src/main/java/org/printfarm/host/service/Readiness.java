package org.printfarm.host.service;

import java.util.List;
import org.printfarm.api.service.ServiceStatus;

/**
 * How many services are up, when each has reported once.
 *
 * @param printers printers of the plan, those without a service as well
 * @param running services that work
 * @param degraded services of which a part works
 * @param failed services that do not work
 */
public record Readiness(int printers, int running, int degraded, int failed) {

    static Readiness of(int printers, List<ServiceStatus> statuses) {
        return new Readiness(
                printers,
                count(statuses, ServiceStatus.Running.class),
                count(statuses, ServiceStatus.Degraded.class),
                count(statuses, ServiceStatus.Failed.class));
    }

    private static int count(List<ServiceStatus> statuses, Class<? extends ServiceStatus> kind) {
        return (int) statuses.stream().filter(kind::isInstance).count();
    }

    /** What stands after {@code ready: }, for instance {@code 3 printers, 12 services running, 0 degraded, 0 failed}. */
    @Override
    public String toString() {
        return printers + " printers, " + running + " services running, " + degraded + " degraded, " + failed
                + " failed";
    }
}
