package org.printfarm.api.service;

import java.net.InetSocketAddress;

/**
 * What happened at one printer: who did it, where, and how it ended. The host turns events into log lines, counters and
 * each slicer's timeline. Which printer it was, the host knows from the {@link PrinterContext} it was published to.
 *
 * <p>An event has no room for text that a peer sent: {@code code} is a word that the plugin wrote.
 *
 * @param kind what happened
 * @param service the {@link PrinterServiceFactory#type()} that saw it
 * @param port the local port, 1 to 65535
 * @param peer the other side's address and port; an unresolved one where nobody is known
 * @param code how it ended or why: upper case letters, digits and underscores, 1 to 40 of them
 * @param bytes a size that belongs to it (a frame's length, an upload's size); 0 when there is none
 * @since 1.0
 */
public record PrinterEvent(Kind kind, String service, int port, InetSocketAddress peer, String code, long bytes) {

    private static final int MAX_CODE_LENGTH = 40;

    /** The closed set of things that happen. */
    public enum Kind {
        /** A slicer asked who the printer is and was answered. */
        DETECTED,
        /** A search over the network was answered. */
        DISCOVERED,
        /** A request was not understood or not allowed, and the peer was turned away. */
        REFUSED,
        /** A peer was turned away because a limit was reached. */
        OVERLOADED,
        /** A peer did not do its part in time. */
        TIMED_OUT,
        /** The TLS handshake failed; the code tells the alert, for instance {@code UNKNOWN_CA}. */
        TLS_FAILED,
        /** The peer vanished in the middle of something. */
        LOST,
        /** A login was accepted. */
        CONNECTED,
        /** A login was refused. */
        LOGIN_FAILED,
        /** A logged-in session ended. */
        DISCONNECTED,
        /** An upload is stored. */
        UPLOADED,
        /** An upload was not stored. */
        UPLOAD_FAILED,
        /** A print was requested. */
        PRINT_REQUESTED,
        /** A client asked again for what it had asked for shortly before; the code names the job of then: {@code REPEAT_OF_12}. */
        PRINT_REPEATED,
        /** Another command was acknowledged; the code tells which. */
        COMMAND,
        /** Something failed through no fault of the peer: a handler of the plugin, or what the host keeps. */
        FAULT
    }

    /**
     * Checks that the code is a word and not somebody's text.
     *
     * @param kind see above
     * @param service see above
     * @param port see above
     * @param peer see above
     * @param code see above
     * @param bytes see above
     * @throws IllegalArgumentException when the code has other characters or another length
     */
    public PrinterEvent {
        if (!isWord(code)) {
            throw new IllegalArgumentException("event code: expected 1 to 40 of A-Z, 0-9 and _");
        }
    }

    /** By hand: with a regular expression, a third of the time that an event costs went here (perf, plain exchanges). */
    private static boolean isWord(String code) {
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_') {
                return false;
            }
        }
        return !code.isEmpty() && code.length() <= MAX_CODE_LENGTH;
    }
}
