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
    private Plug plug;

    /** Its sockets, with one certificate. */
    private record Plug(MqttEndpoint mqtt, FtpsEndpoint ftps) {

        void listen() throws IOException {
            mqtt.listen();
            ftps.listen();
        }

        void close() {
            mqtt.close();
            ftps.close();
        }
    }

    private SimulatedMachine(MachineSpec spec, MachineRecord record) throws IOException {
        this.spec = spec;
        this.record = record;
        this.state = new MachineState(spec, record);
        this.plug = plug(spec, state, record);
    }

    private static Plug plug(MachineSpec spec, MachineState state, MachineRecord record) throws IOException {
        MachineCertificate certificate = MachineCertificate.of(spec, state.has(Fault.OTHER_CERTIFICATE));
        return new Plug(new MqttEndpoint(spec, state, certificate), new FtpsEndpoint(spec, state, record, certificate));
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
        plug.close();
        state.powerLost();
    }

    /** Cuts every connection, and goes on as before: a network that flickers. */
    public synchronized void cutLinks() {
        plug.mqtt.cut();
        plug.ftps.cut();
    }

    /**
     * Gives the power back.
     *
     * @throws IOException when a port cannot be had
     */
    public synchronized void plugIn() throws IOException {
        plug.close();
        plug = plug(spec, state, record);
        plug.listen();
    }

    @Override
    public synchronized void close() {
        plug.close();
        state.close();
    }
}
