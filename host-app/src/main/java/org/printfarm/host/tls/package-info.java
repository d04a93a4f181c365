/**
 * The farm's certificates and the TLS that printers show: CA, leaves, {@link org.printfarm.api.service.PrinterTls}, cipher policy.
 *
 * <p>{@link org.printfarm.host.tls.FarmTls} is the way in for a running farm, {@link
 * org.printfarm.host.tls.CertificateInspection} for a look that changes nothing. What lies on the disk, all of it readable by
 * its owner alone from the moment it is created:
 *
 * <pre>
 *   data/tls/ca.pem                the farm's CA: made once, never replaced, because people add it to slicers by hand
 *   data/tls/ca.key
 *   data/tls/leaf.key              one RSA key for all printers
 *   data/tls/leaves/SERIAL.pem     one certificate per printer, kept across restarts because some slicers pin it
 *   data/tls/leaf-ec.key           unless farm.keys is rsa, one P-256 key for all printers
 *   data/tls/leaves-ec/SERIAL.pem  and one more certificate per printer
 *   data/tls/.lock                 held while something is read or made here, so that two processes make one CA
 * </pre>
 *
 * <p>Where several hosts are one farm, these are copies of what its database has, brought here before they are read.
 *
 * <p>Nothing that is damaged, unreadable or does not fit together is ever overwritten: it stops the start with a {@link
 * org.printfarm.host.tls.TlsStoreException} that names the file and the mend.
 *
 * <p>What 1,000 printers cost, in CPU time on one core: their certificates are issued once in 2.4 s, spread over all cores,
 * and read and checked at each later start in 0.3 s. A printer that was dialled holds a context: 1 KB of heap, and 4.7 KB
 * outside of it with Conscrypt. {@code FreshStartIT} prints what a whole start takes.
 *
 * <p>Only this package knows BouncyCastle (which makes the certificates; it is never registered as a provider) and
 * Conscrypt (the native engine; a provider object of our own, never the JVM's default).
 */
@NullMarked
package org.printfarm.host.tls;

import org.jspecify.annotations.NullMarked;
