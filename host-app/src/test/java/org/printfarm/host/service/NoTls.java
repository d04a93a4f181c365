package org.printfarm.host.service;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.TlsVersions;

/** For services that speak no TLS: making a key would cost a second. */
enum NoTls implements PrinterTls {
    INSTANCE;

    @Override
    public SSLEngine newServerEngine(TlsVersions versions) {
        throw new UnsupportedOperationException("no TLS in this test");
    }

    @Override
    public SSLContext context() {
        throw new UnsupportedOperationException("no TLS in this test");
    }

    @Override
    public List<String> cipherSuites() {
        return List.of();
    }

    @Override
    public List<X509Certificate> chain() {
        return List.of();
    }
}
