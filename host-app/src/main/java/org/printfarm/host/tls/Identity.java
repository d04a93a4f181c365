package org.printfarm.host.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a printer proves itself with.
 *
 * @param kind of the key
 * @param key as the TLS engine wants it; shared by all printers
 * @param chain the leaf first, then the CA
 */
record Identity(KeyKind kind, PrivateKey key, List<X509Certificate> chain) {

    Identity {
        chain = List.copyOf(chain);
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    /** Names the kind and nothing of the key. */
    @Override
    public String toString() {
        return "Identity[" + kind + "]";
    }
}
