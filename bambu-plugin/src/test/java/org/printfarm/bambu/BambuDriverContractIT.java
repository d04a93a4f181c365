package org.printfarm.bambu;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.DriverContract;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/** The contract on a simulated X1 Carbon. */
class BambuDriverContractIT extends DriverContract<BambuSettings> {

    private MachineSpec spec;
    private SimulatedMachine machine;
    private MachineRecord record;

    @BeforeEach
    void switchOn() throws IOException {
        record = MachineRecord.open(null);
        machine = TestMachines.start(PrinterModel.X1C, record);
        spec = machine.spec();
    }

    @AfterEach
    void switchOff() throws IOException {
        machine.close();
        record.close();
    }

    @Override
    protected DriverFactory<BambuSettings> newFactory() {
        return new BambuDriverFactory();
    }

    @Override
    protected TestSettings present() {
        return TestMachines.settings(spec, Map.of());
    }

    @Override
    protected TestSettings absent() {
        return TestMachines.settings(spec, Map.of("mqtt-port", "8884"));
    }

    @Override
    protected Optional<byte[]> delivered(String fileName) throws IOException {
        Optional<java.nio.file.Path> content = machine.state().storage().content(fileName);
        return content.isPresent() ? Optional.of(Files.readAllBytes(content.get())) : Optional.empty();
    }

    @Override
    protected boolean isOfThePlace(String threadName) {
        return threadName.startsWith("simulated-") || threadName.startsWith("globalEventExecutor");
    }
}
