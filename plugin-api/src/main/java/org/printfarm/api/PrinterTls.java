package org.printfarm.api;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * One printer's TLS, made by the host: plugins never see key files, and all services of a printer show the same
 * certificate. Provided by the host; any thread.
 */
public interface PrinterTls {

    /**
     * A new engine in server mode with the versions and cipher suites to use, no client certificate asked for, and no peer
     * name (so nothing is looked up in the DNS). It may be of the JDK or of a native library; it takes heap and direct
     * buffers. Close it on both sides when the session ends, also after a failed handshake: a native engine holds memory
     * outside the heap.
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
