package org.printfarm.host.tls;

import java.util.Map;
import java.util.Set;
import org.printfarm.api.service.TlsVersions;

/**
 * Which kind of key a client is shown where a printer has both: P-256 to everybody who can take it, since it costs the
 * least, and RSA to all others. Pure.
 */
final class KeyRule {

    /** {@code ecdsa_secp256r1_sha256}: RFC 8446, section 4.2.3. */
    static final int ECDSA_P256_SHA256 = 0x0403;

    /** {@code secp256r1}: RFC 8446, section 4.2.7. */
    static final int GROUP_P256 = 0x0017;

    static final int VERSION_1_3 = 0x0304;

    /** The suites of TLS 1.2 for a P-256 key by their numbers: RFC 5289, section 3.2, and RFC 7905, section 2. */
    static final Map<String, Integer> SUITE_NUMBERS = Map.of(
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 0xC02C,
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xC02B,
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 0xCCA9);

    private static final Set<Integer> EC_SUITES = Set.copyOf(SUITE_NUMBERS.values());

    private KeyRule() {}

    /**
     * Decides.
     *
     * @param hello what the client offers
     * @param versions what the printer offers
     */
    static KeyKind kindFor(ClientHello hello, TlsVersions versions) {
        if (!hello.offersScheme(ECDSA_P256_SHA256)) {
            return KeyKind.RSA;
        }
        if (versions == TlsVersions.TLS_1_2_AND_1_3 && hello.offersVersion(VERSION_1_3)) {
            return KeyKind.EC;
        }
        // In TLS 1.2 the suite names the kind of key, and the groups also bound the curve of the certificate's key.
        boolean suite = EC_SUITES.stream().anyMatch(hello::offersSuite);
        return suite && hello.offersGroup(GROUP_P256) ? KeyKind.EC : KeyKind.RSA;
    }
}
