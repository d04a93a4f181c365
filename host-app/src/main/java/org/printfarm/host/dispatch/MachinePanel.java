package org.printfarm.host.dispatch;

import java.util.List;
import java.util.function.Consumer;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets at machines what people set at the printers that show them. Any thread. */
final class MachinePanel {

    private static final Logger LOG = LoggerFactory.getLogger(MachinePanel.class);

    private final DispatchThreads threads;

    MachinePanel(DispatchThreads threads) {
        this.threads = threads;
    }

    /**
     * Returns at once.
     *
     * @param settings in this order; after the first that is refused nothing more is set
     * @param answer told once whether the machine does it all
     */
    void set(Machine<?> machine, Driver driver, List<MachineSetting> settings, Consumer<Boolean> answer) {
        if (machine.kind().contains(Capability.CONTROL)) {
            threads.call(() -> {
                boolean done = false;
                try {
                    done = set(machine.id(), driver, settings);
                } finally {
                    answer.accept(done);
                }
            });
        } else {
            answer.accept(false);
        }
    }

    private static boolean set(String machine, Driver driver, List<MachineSetting> settings) {
        for (MachineSetting setting : settings) {
            try {
                driver.set(setting);
            } catch (DriverException e) {
                LOG.warn("machine={} set={} refused: {}", machine, setting.kind(), e.getMessage());
                return false;
            }
        }
        return true;
    }
}
