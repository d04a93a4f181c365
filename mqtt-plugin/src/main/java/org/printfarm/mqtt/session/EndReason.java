package org.printfarm.mqtt.session;

/** Why a logged-in session ended. The names stand in events. */
public enum EndReason {
    /** The client said DISCONNECT. */
    GOODBYE,
    /** The client closed the connection without a word. */
    CLOSED,
    /** The connection broke. */
    RESET,
    /** Another connection logged in with the same client id. */
    TAKEN_OVER,
    /** The client did not read for too long. */
    STALLED,
    /** The client sent what no client may send. */
    PROTOCOL_ERROR,
    /** The service was stopped, or is about to be because this host may not answer any more. */
    SHUT_DOWN
}
