package org.printfarm.host.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;

/** Makes keys and reads them back, checked: a flipped bit anywhere in a file shows. Stateless. */
final class KeyFiles {

    private static final String RESTORE = "; restore it from a backup, it was left as it is";

    private KeyFiles() {}

    /** Takes 0.1 to 0.5 s for RSA, a millisecond for P-256. */
    static KeyPair generate(KeyKind kind) {
        try {
            return kind == KeyKind.RSA ? RsaKeys.generate() : EcKeys.generate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes keys of the kind " + kind, e);
        }
    }

    /** A key as its file holds it: with its public half, so that the one vouches for the other. */
    static String text(KeyPair keys) {
        return Pem.writeKey(
                EcKeys.areEc(keys) ? EcKeys.encoded(keys) : keys.getPrivate().getEncoded());
    }

    /** Reads a key and its public half. */
    static KeyPair read(TlsFolder folder, Path file, KeyKind kind) throws TlsStoreException {
        String text = folder.readKey(file);
        try {
            byte[] der = Pem.key(text);
            return kind == KeyKind.RSA ? RsaKeys.checked(der) : EcKeys.checked(der);
        } catch (GeneralSecurityException e) {
            throw new TlsStoreException(file, e.getMessage() + RESTORE);
        }
    }
}
