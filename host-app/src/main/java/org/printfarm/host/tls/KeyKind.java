package org.printfarm.host.tls;

import java.util.List;
import org.printfarm.host.config.FarmConfig.KeyChoice;

/** The kinds of keys that a printer can prove itself with. Each has a key, a folder of certificates and suites of its own. */
enum KeyKind {
    /** RSA-2048: what every slicer takes, and the only kind for plain-RSA key exchange. */
    RSA("leaf.key", "leaves", "_RSA_"),

    /** P-256: half the CPU of a handshake or less, for clients that take it. */
    EC("leaf-ec.key", "leaves-ec", "_ECDSA_");

    private final String keyFile;
    private final String leafFolder;
    private final String suiteMark;

    KeyKind(String keyFile, String leafFolder, String suiteMark) {
        this.keyFile = keyFile;
        this.leafFolder = leafFolder;
        this.suiteMark = suiteMark;
    }

    /**
     * What the operator's choice comes to. RSA is always there.
     *
     * @param choice the operator's
     * @param folder the farm's, where certificates show what it had so far
     * @throws TlsStoreException when the folder cannot be looked at
     */
    static List<KeyKind> of(KeyChoice choice, TlsFolder folder) throws TlsStoreException {
        boolean both = switch (choice) {
            case RSA -> false;
            case RSA_EC -> true;
            case AUTO ->
                folder.has(folder.leafKey(EC))
                        || !folder.leafFiles(EC).isEmpty()
                        || folder.leafFiles(RSA).isEmpty();
        };
        return both ? List.of(RSA, EC) : List.of(RSA);
    }

    /** The name of the key's algorithm in the JDK, and of the key type that TLS libraries ask a key manager for. */
    String algorithm() {
        return name();
    }

    /** The file of the key that all printers share. */
    String keyFile() {
        return keyFile;
    }

    /** The folder with a certificate for each printer. */
    String leafFolder() {
        return leafFolder;
    }

    /** Whether a suite of TLS 1.2 needs a key of this kind. */
    boolean isNeededBy(String suite) {
        return suite.contains(suiteMark);
    }
}
