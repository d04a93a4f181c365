package org.printfarm.simulator;

import java.io.IOException;
import org.printfarm.simulator.ftp.FtpsEndpoint;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineCertificate;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;
import org.printfarm.simulator.machine.MachineState;
import org.printfarm.simulator.mqtt.MqttEndpoint;

/** One machine with its sockets. Any thread. */
public final class SimulatedMachine implements AutoCloseable {

    private final MachineSpec spec;
    private final MachineRecord record;
    private final MachineState state;
    private MqttEndpoint mqtt;
    private FtpsEndpoint ftps;

    private SimulatedMachine(MachineSpec spec, MachineRecord record) throws IOException {
        this.spec = spec;
        this.record = record;
        this.state = new MachineState(spec, record);
        MachineCertificate certificate = MachineCertificate.of(spec, state.has(Fault.OTHER_CERTIFICATE));
        this.mqtt = new MqttEndpoint(spec, state, certificate);
        this.ftps = new FtpsEndpoint(spec, state, record, certificate);
    }

    /**
     * Switches a machine on.
     *
     * @param spec what it is
     * @param record gets what is done to it
     * @return listening, unless its faults say otherwise
     * @throws IOException when a port cannot be had
     */
    public static SimulatedMachine start(MachineSpec spec, MachineRecord record) throws IOException {
        SimulatedMachine machine = new SimulatedMachine(spec, record);
        if (!spec.faults().contains(Fault.OFF)) {
            machine.plugIn();
        }
        return machine;
    }

    /**
     * What it is.
     *
     * @return as at its start
     */
    public MachineSpec spec() {
        return spec;
    }

    /**
     * How it is.
     *
     * @return live
     */
    public MachineState state() {
        return state;
    }

    /** Cuts the power: every connection ends at once, without a word. What the machine was printing is lost. */
    public synchronized void unplug() {
        mqtt.close();
        ftps.close();
        state.powerLost();
    }

    /** Cuts every connection, and goes on as before: a network that flickers. */
    public synchronized void cutLinks() {
        mqtt.cut();
        ftps.cut();
    }

    /**
     * Gives the power back.
     *
     * @throws IOException when a port cannot be had
     */
    public synchronized void plugIn() throws IOException {
        MachineCertificate certificate = MachineCertificate.of(spec, state.has(Fault.OTHER_CERTIFICATE));
        mqtt.close();
        ftps.close();
        mqtt = new MqttEndpoint(spec, state, certificate);
        ftps = new FtpsEndpoint(spec, state, record, certificate);
        mqtt.listen();
        ftps.listen();
    }

    @Override
    public synchronized void close() {
        mqtt.close();
        ftps.close();
        state.close();
    }
}
