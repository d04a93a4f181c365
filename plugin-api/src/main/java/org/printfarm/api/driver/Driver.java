package org.printfarm.api.driver;

import java.util.List;
import org.printfarm.api.annotation.HostProvided;

/**
 * One machine. Implemented by the plugin; see the package for who may call what on which thread.
 *
 * <p>How the machine is, it tells by {@link MachineContext#report}: once soon after {@link #open}, then at every change.
 *
 * @since 1.0
 */
public interface Driver extends AutoCloseable {

    /**
     * Begins to connect, and goes on trying for ever until {@link #close}. Returns at once; a machine that is off is {@link
     * MachineStatus.Connection#OFFLINE} and no error.
     */
    void open();

    /**
     * Brings the file of an order to the machine. Blocks until the machine has it whole. Asked for only where {@link
     * Capability#DELIVER} is declared, and once at a time for each machine.
     *
     * @param order what to bring
     * @param progress is told of the bytes that are through
     * @throws DriverException when the machine does not have the file; nothing of it is left there as far as that can be done
     * @throws InterruptedException when the host gave the delivery up (the job was cancelled, the farm stops): the driver
     *     removes what it sent, within 5 s
     */
    void deliver(PrintOrder order, Progress progress) throws DriverException, InterruptedException;

    /**
     * Tells the machine to print what {@link #deliver} brought. Asked for only where {@link Capability#START} is declared, at
     * most once for each {@link PrintOrder#taskId}. That the machine has begun, the host learns from a {@link MachineStatus}
     * with this task id, never from this call.
     *
     * @param order the order that was delivered
     * @throws DriverException when the command has certainly not left this process, or the machine refused it in its own words;
     *     whatever else goes wrong is not thrown, since the machine may have begun
     */
    void start(PrintOrder order) throws DriverException;

    /**
     * Passes a command on. Asked for only where {@link Capability#CONTROL} is declared.
     *
     * @param command what to do
     * @throws DriverException when the machine cannot be reached or refused
     */
    void control(MachineCommand command) throws DriverException;

    /**
     * Sets something at the machine's panel, because somebody did so at a printer that shows it. Asked for only where {@link
     * Capability#CONTROL} is declared; a driver that does not have this sets nothing.
     *
     * @param setting what to set
     * @throws DriverException when the machine cannot be reached, has no such part, or refused
     */
    default void set(MachineSetting setting) throws DriverException {
        throw new DriverException(MachineFault.Code.REFUSED, "the driver sets nothing at this machine", false);
    }

    /**
     * Tries each step of a print but its start, because a person asked for it. Asked for after {@link #open}, on a thread of its
     * own, beside anything else but another check; returns within 10 s, also when nobody answers. Leaves nothing on the machine,
     * and changes nothing about what it does.
     *
     * @return the steps in their order, those after the first that failed as far as they make sense; empty when this driver has
     *     no more to tell than its {@link MachineStatus}
     * @throws InterruptedException when the farm stops
     */
    default List<CheckStep> check() throws InterruptedException {
        return List.of();
    }

    /** Ends all connections. A delivery is interrupted before. Returns within 5 s. May be called before {@link #open}, and twice. */
    @Override
    void close();

    /** Hears how far a delivery is. Provided by the host; any thread; cheap. */
    @HostProvided
    @FunctionalInterface
    interface Progress {
        /**
         * So much is through.
         *
         * @param bytes 0 to {@link PrintOrder#bytes}
         */
        void sent(long bytes);
    }
}
