package org.printfarm.host.view;

/**
 * The farm's CA.
 *
 * @param pem its certificate
 * @param sha256 its fingerprint, upper case hex with colons
 * @param notAfter when it expires, ISO 8601
 */
public record CaView(String pem, String sha256, String notAfter) {}
