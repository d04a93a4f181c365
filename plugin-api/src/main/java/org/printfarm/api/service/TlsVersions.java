package org.printfarm.api.service;

import java.util.List;

/**
 * The TLS versions a service offers. 1.0 and 1.1 are never offered.
 *
 * @since 1.0
 */
public enum TlsVersions {
    /**
     * TLS 1.2 alone: for FTPS. With 1.3, upload-only clients lose the tail of a file (protocol notes, section 2: 40 of 40
     * uploads).
     */
    TLS_1_2("TLSv1.2"),
    /** TLS 1.2 and 1.3: for everything else. */
    TLS_1_2_AND_1_3("TLSv1.3", "TLSv1.2");

    private final List<String> protocolNames;

    TlsVersions(String... protocolNames) {
        this.protocolNames = List.of(protocolNames);
    }

    /**
     * The standard names of these versions, newest first.
     *
     * @return for {@link javax.net.ssl.SSLEngine#setEnabledProtocols}
     */
    public List<String> protocolNames() {
        return protocolNames;
    }
}
