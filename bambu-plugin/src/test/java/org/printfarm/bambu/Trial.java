package org.printfarm.bambu;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.RecordingMachine;
import org.printfarm.api.contract.TestOrders;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/** One simulated machine and one driver on it. */
final class Trial implements AutoCloseable {

    /** Generous, for slow test machines. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static int tasks = 1000;

    private final MachineRecord record;
    private final SimulatedMachine machine;
    private final BambuDriverFactory factory = new BambuDriverFactory();
    private RecordingMachine host = new RecordingMachine(TestMachines.ID);
    private Driver driver;

    private Trial(MachineSpec spec) throws IOException {
        this.record = MachineRecord.open(null);
        this.machine = SimulatedMachine.start(spec, record);
        this.driver = driver(Map.of());
    }

    /** Opened; whether it comes online depends on the faults. */
    static Trial on(PrinterModel model, Fault... faults) throws IOException {
        return on(TestMachines.spec(model, TestMachines.FAST, faults));
    }

    static Trial on(MachineSpec spec) throws IOException {
        Trial trial = new Trial(spec);
        trial.driver.open();
        return trial;
    }

    /** The farm is started again with other settings; what was remembered is there. */
    void restartWith(Map<String, String> more) {
        driver.close();
        host.close();
        host = host.restarted();
        driver = driver(more);
        driver.open();
    }

    private Driver driver(Map<String, String> more) {
        return factory.create(host, factory.readSettings(TestMachines.settings(machine.spec(), more)));
    }

    SimulatedMachine machine() {
        return machine;
    }

    RecordingMachine host() {
        return host;
    }

    Driver driver() {
        return driver;
    }

    List<MachineRecord.Entry> done(MachineRecord.Kind kind) {
        return record.of(TestMachines.ID, kind);
    }

    MachineStatus status() {
        return host.last().orElseThrow();
    }

    MachineFault fault(MachineFault.Code code) {
        await().atMost(PATIENCE).until(() -> host.has(code));
        return status().faults().stream()
                .filter(fault -> fault.code() == code)
                .findFirst()
                .orElseThrow();
    }

    Trial online() {
        await().atMost(PATIENCE).until(() -> host.is(Connection.ONLINE) && activity() != Activity.UNKNOWN);
        return this;
    }

    Activity activity() {
        return host.last().map(MachineStatus::activity).orElse(Activity.UNKNOWN);
    }

    /** A project of one plate and so many bytes more. */
    static PrintOrder order(Path folder, int more) throws IOException {
        Path file = folder.resolve("cube.3mf");
        byte[] noise = new byte[more];
        new Random(more).nextBytes(noise);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("Metadata/plate_1.gcode"));
            zip.write(noise);
        }
        return TestOrders.of(file, tasks++);
    }

    @Override
    public void close() throws IOException {
        driver.close();
        factory.close();
        host.close();
        machine.close();
        record.close();
    }
}
