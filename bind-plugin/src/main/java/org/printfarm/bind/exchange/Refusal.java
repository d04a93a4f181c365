package org.printfarm.bind.exchange;

/**
 * What the decoder hands on instead of a request.
 *
 * @param code the name of a frame fault or a request fault
 * @param length bytes of the frame, as far as known
 */
record Refusal(String code, int length) {}
