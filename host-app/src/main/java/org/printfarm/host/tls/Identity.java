package org.printfarm.host.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a printer proves itself with. Its leaf is kept encoded, and parsed at every call that asks for it.
 *
 * @param kind of the key
 * @param key as the TLS engine wants it; shared by all printers
 * @param encodedLeaf the printer's certificate
 * @param ca the farm's; shared by all printers
 */
record Identity(KeyKind kind, PrivateKey key, EncodedCertificate encodedLeaf, X509Certificate ca) {

    X509Certificate leaf() {
        return encodedLeaf.parsed();
    }

    /** The leaf first, then the CA. */
    List<X509Certificate> chain() {
        return List.of(leaf(), ca);
    }

    /** Names the kind and nothing of the key. */
    @Override
    public String toString() {
        return "Identity[" + kind + "]";
    }
}
