package org.printfarm.bambu;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/** Simulated machines on addresses of their own, and how a driver is told of them. */
final class TestMachines {

    static final String CODE = "Abcd1234";
    static final String ID = "m";
    static final int MQTT_PORT = 8883;
    static final int FTPS_PORT = 9990;

    static final int FAST = 50_000_000;

    /** A print of 150 s takes 2.5 s. */
    private static final int QUICK = 60;

    private TestMachines() {}

    static SimulatedMachine start(PrinterModel model, MachineRecord record, Fault... faults) throws IOException {
        return SimulatedMachine.start(spec(model, FAST, faults), record);
    }

    static MachineSpec spec(PrinterModel model, int writeRate, Fault... faults) {
        return spec(model, writeRate, QUICK, faults);
    }

    static MachineSpec spec(PrinterModel model, int writeRate, int speed, Fault... faults) {
        InetAddress address = Loopback.next();
        return new MachineSpec(
                ID,
                model,
                model.serialPrefix() + "00A000000001",
                address,
                CODE,
                MQTT_PORT,
                FTPS_PORT,
                writeRate,
                speed,
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                64 << 20,
                0,
                List.of("PLA #FF0000 GFA00", "empty", "PETG #0000FF GFG00", "empty"),
                faults.length == 0 ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(List.of(faults)));
    }

    static TestSettings settings(MachineSpec spec, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "model", spec.model().displayName(),
                "serial", spec.serial(),
                "address", spec.address().getHostAddress(),
                "access-code", spec.accessCode(),
                "mqtt-port", Integer.toString(spec.mqttPort()),
                "ftps-port", Integer.toString(spec.ftpsPort())));
        all.putAll(more);
        return TestSettings.of(all);
    }
}
