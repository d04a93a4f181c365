package org.printfarm.api.driver;

/**
 * Something that is wrong with a machine.
 *
 * @param code which; scripts and tests use it
 * @param detail the machine's own number for it, for instance {@code 0500-C010} or {@code 0300_8001}; empty when it has none
 * @param text one sentence for the operator, with the mend
 * @since 1.0
 */
public record MachineFault(Code code, String detail, String text) {

    /** The closed set. */
    public enum Code {
        /** Nobody answers at the address. */
        UNREACHABLE,
        /** Another machine answers at the address: its certificate names another serial. */
        OTHER_SERIAL,
        /** The machine's certificate is not the one that was pinned. */
        PIN_CHANGED,
        /** The access code is wrong. */
        WRONG_CODE,
        /** The machine takes no starts over the LAN: Developer Mode is off. It can still take files. */
        START_NOT_ALLOWED,
        /** No storage is in the machine. */
        NO_STORAGE,
        /** The storage of the machine is full. */
        STORAGE_FULL,
        /** The data channel of an upload does not come up. */
        DATA_CHANNEL,
        /** The machine has no connection left for us. */
        TOO_MANY_CONNECTIONS,
        /** The machine does something else. */
        BUSY,
        /** The machine refused the command in its own words. */
        REFUSED,
        /** The transfer broke off. */
        TRANSFER,
        /** The machine reports an error of its own (HMS, print error): a print does not go on as it is. */
        HARDWARE,
        /** The machine tells of something that stops no print, for instance that it looks at the first layer. */
        NOTICE,
        /** The driver failed for a reason that is a fault of the plugin. */
        INTERNAL
    }
}
