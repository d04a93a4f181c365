package org.printfarm.host.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;

/** Makes RSA keys and reads them back, proving that they still work. Stateless. */
final class KeyFiles {

    /** What slicers know from real printers (protocol notes, section 2). */
    static final int KEY_BITS = 2048;

    private static final String RESTORE = "; restore it from a backup, it was left as it is";
    private static final byte[] PROBE = {1, 2, 3, 4};

    private KeyFiles() {}

    /** Takes 0.1 to 0.5 s. */
    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }

    /** Reads a key and its public half, and signs with it once: a flipped bit anywhere in the file shows. */
    static KeyPair read(TlsFolder folder, Path file) throws TlsStoreException {
        String text = folder.readKey(file);
        try {
            RSAPrivateCrtKey key = Pem.key(text);
            PublicKey publicKey = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            if (!signs(key, publicKey)) {
                throw new TlsStoreException(file, "the key in it is damaged" + RESTORE);
            }
            return new KeyPair(publicKey, key);
        } catch (GeneralSecurityException e) {
            throw new TlsStoreException(file, e.getMessage() + RESTORE);
        }
    }

    private static boolean signs(PrivateKey key, PublicKey publicKey) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException damaged) {
            return false;
        }
    }
}
