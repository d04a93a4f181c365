package org.printfarm.api.service;

/**
 * Why something is not up: a code for programs and a sentence for the operator.
 *
 * @param code what kind of trouble
 * @param text names the place and the mend; no secret, nothing that a peer sent, no line ends
 * @since 1.0
 */
public record Fault(FaultCode code, String text) {}
