package org.printfarm.host.view;

import java.util.Optional;

/**
 * Who answered.
 *
 * @param address the address that was dialled
 * @param port the port that was dialled
 * @param serial the serial in use; empty when neither the operator nor the certificate told one
 * @param tls the version of TLS, for instance {@code TLSv1.3}
 * @param fingerprint SHA-256 of the printer's certificate, upper case hex with colons
 */
public record WatchedPrinter(String address, int port, Optional<String> serial, String tls, String fingerprint) {}
