package org.printfarm.api.service;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.printfarm.api.annotation.HostProvided;

/**
 * One printer's TLS, made by the host: plugins never see key files, and all services of a printer show the same
 * certificate. Provided by the host; any thread.
 *
 * @since 1.0
 */
@HostProvided
public interface PrinterTls {

    /**
     * A new engine in server mode with the versions and cipher suites to use, no client certificate asked for, and no peer
     * name (so nothing is looked up in the DNS). It may be of the JDK or of a native library; it takes heap and direct
     * buffers. Close it on both sides when the session ends, also after a failed handshake: a native engine holds memory
     * outside the heap.
     *
     * <p>Once an engine has read a client's close_notify it may send nothing but its own: that is so in TLS 1.2, and for the
     * native engine in 1.3 too. A client may close its side right after its request, so answer what one {@code unwrap}
     * gave before unwrapping the next record.
     *
     * <p>A client that does not trust the farm's CA shows as an {@link javax.net.ssl.SSLHandshakeException} whose message
     * ends in {@code unknown_ca} (the JDK's engine) or contains {@code ALERT_UNKNOWN_CA} (the native one). The native
     * engine's message also has addresses of memory in it: do not log it as it is. On TLS 1.3, clients made with OpenSSL
     * send this alert in the clear ({@code 15 03 03 00 02 02 30}) where the engine expects encryption, and it throws
     * something else: then only that record tells.
     *
     * @param versions which TLS versions to offer
     * @return an engine for one connection
     */
    SSLEngine newServerEngine(TlsVersions versions);

    /**
     * The context the engines come from, for libraries that insist on one.
     *
     * @return initialised with this printer's key and chain
     */
    SSLContext context();

    /**
     * The cipher suites to enable on an engine of {@link #context()}: ECDHE, TLS 1.3 and plain-RSA key exchange, which some
     * slicers insist on (protocol notes, section 2).
     *
     * @return standard names, in order of preference
     */
    List<String> cipherSuites();

    /**
     * The chain that a client is shown.
     *
     * @return the leaf first, then the farm's CA
     */
    List<X509Certificate> chain();
}
