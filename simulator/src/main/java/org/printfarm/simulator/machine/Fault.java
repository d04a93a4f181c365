package org.printfarm.simulator.machine;

/** What can be wrong with a machine. {@code docs/simulator.md} says for each what it does and where that is known from. */
public enum Fault {
    /** It does not listen. */
    OFF,
    /** Its certificate and its reports name another serial. */
    OTHER_SERIAL,
    /** Its certificate is not the one that it has without this fault. */
    OTHER_CERTIFICATE,
    /** Every login is refused. */
    WRONG_CODE,
    /** Starts over the LAN are refused; everything else works. */
    DEVELOPER_MODE_OFF,
    /** Nothing to store files on. */
    NO_STORAGE,
    /** No room on its storage. */
    STORAGE_FULL,
    /** TLS on the data channel of an upload never gets anywhere. */
    DATA_TLS_HANGS,
    /** All of its MQTT connections are taken by others. */
    CONNECTIONS_USED_UP,
    /** It prints something that was started at its own screen. */
    FOREIGN_PRINT,
    /** Firmware that refuses a start with an error of its own. */
    REFUSES_START,
    /** The file that was uploaded cannot be read when the print begins. */
    UPLOAD_UNREADABLE,
    /** Every connection is cut right before a start is looked at: it is not taken. */
    CUT_BEFORE_START,
    /** Every connection is cut right after a start was taken. */
    CUT_AFTER_START,
    /** It takes a start and never says so. */
    SILENT_START,
    /** Every reply comes late, by {@value MachineSpec#SLOW_REPLY_SECONDS} s of its clock. */
    SLOW_REPLIES,
    /** In the middle of a print it pauses with an error of its own. */
    PAUSES_WITH_ERROR,
    /** In the middle of a print it fails with an error of its own. */
    FAILS_WITH_ERROR
}
