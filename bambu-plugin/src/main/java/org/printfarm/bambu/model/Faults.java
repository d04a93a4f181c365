package org.printfarm.bambu.model;

import org.printfarm.api.driver.MachineFault;

/** The sentences of faults that the driver finds itself: what is wrong, and the mend. */
public final class Faults {

    private Faults() {}

    /**
     * Nobody answers.
     *
     * @param address where
     * @param port which port
     * @return the fault
     */
    public static MachineFault unreachable(String address, int port) {
        return of(
                MachineFault.Code.UNREACHABLE,
                "nobody answers at " + address + " port " + port
                        + ": is the machine on and in this network, and is this its address?");
    }

    /**
     * Something answers that does not speak as a printer, or breaks off.
     *
     * @param address where
     * @param port which port
     * @return the fault
     */
    public static MachineFault noPrinter(String address, int port) {
        return of(
                MachineFault.Code.UNREACHABLE,
                "what answers at " + address + " port " + port
                        + " does not speak as a printer does: is this the machine's address? Switch it off and on");
    }

    /**
     * The link broke.
     *
     * @return the fault
     */
    public static MachineFault linkLost() {
        return of(
                MachineFault.Code.UNREACHABLE,
                "the connection to the machine broke off; it is tried again: is the machine on and in the network?");
    }

    /**
     * The login was refused.
     *
     * @return the fault
     */
    public static MachineFault wrongCode() {
        return of(
                MachineFault.Code.WRONG_CODE,
                "the machine refuses the access code: read it anew on the machine's screen (it changes when LAN mode is"
                        + " switched) and write it to access-code");
    }

    /**
     * The machine closes the connection instead of answering the login.
     *
     * @return the fault
     */
    public static MachineFault noConnectionLeft() {
        return of(
                MachineFault.Code.TOO_MANY_CONNECTIONS,
                "the machine closes the connection at the login: about four programs can be connected at a time (A1:"
                        + " fewer); close slicers, apps or other servers that watch it");
    }

    /**
     * It takes files and no starts.
     *
     * @param detail the machine's own number; empty when its status told
     * @return the fault
     */
    public static MachineFault startNotAllowed(String detail) {
        return new MachineFault(
                MachineFault.Code.START_NOT_ALLOWED,
                detail,
                "Developer Mode is off: files can be delivered, prints are to be started at the machine's screen; to start"
                        + " them from here, switch on LAN only mode and Developer Mode in its settings");
    }

    /**
     * Nothing to put files on.
     *
     * @return the fault
     */
    public static MachineFault noStorage() {
        return of(
                MachineFault.Code.NO_STORAGE,
                "no storage for files is in the machine: put in its SD card or USB stick");
    }

    /**
     * The command came to the machine at a wrong time.
     *
     * @return the fault
     */
    public static MachineFault busy() {
        return of(MachineFault.Code.BUSY, "the machine does something else: nothing is started until it is at rest");
    }

    private static MachineFault of(MachineFault.Code code, String text) {
        return new MachineFault(code, "", text);
    }
}
