package org.printfarm.api.service;

/**
 * Why a service or one of its ports is not up. Tests, counters and scripts use the code; people read the text with it.
 *
 * @since 1.0
 */
public enum FaultCode {
    /** Another socket holds the port. Mend: stop the other program, or choose another port. Retried. */
    PORT_IN_USE,
    /** The process may not bind this port, usually one below 1024. Mend: grant the privilege. Retried. */
    PORT_NOT_PERMITTED,
    /** The address is on no interface of this machine. Mend: add it. Retried. */
    ADDRESS_MISSING,
    /** The process has no file descriptors left. Mend: raise the limit. Retried. */
    TOO_MANY_OPEN_FILES,
    /** The network refuses to carry a broadcast or multicast. Retried. */
    BROADCAST_NOT_PERMITTED,
    /** Key, certificate or TLS engine cannot be used. Retried. */
    TLS_UNUSABLE,
    /** The network stack refused for another reason, which the text names. Retried. */
    NETWORK,
    /** The plugin did not return within its 5 s. Set by the host only. Not retried. */
    NO_ANSWER,
    /** The plugin threw something. Set by the host, or by a plugin that caught it itself. Retried. */
    INTERNAL
}
