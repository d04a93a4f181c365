package org.printfarm.host.tls;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;

/** Makes RSA keys and reads them back, checked. Stateless. */
final class KeyFiles {

    /** What slicers know from real printers (protocol notes, section 2). */
    static final int KEY_BITS = 2048;

    private static final String RESTORE = "; restore it from a backup, it was left as it is";

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

    /** Reads a key and its public half, and checks its numbers against each other: a flipped bit anywhere shows. */
    static KeyPair read(TlsFolder folder, Path file) throws TlsStoreException {
        String text = folder.readKey(file);
        try {
            RSAPrivateCrtKey key = Pem.key(text);
            if (!isConsistent(key)) {
                throw new GeneralSecurityException("the key in it is damaged");
            }
            PublicKey publicKey = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new KeyPair(publicKey, key);
        } catch (GeneralSecurityException e) {
            throw new TlsStoreException(file, e.getMessage() + RESTORE);
        }
    }

    /** The conditions of RFC 8017, section 3.2. Signing alone would not notice a damaged private exponent. */
    private static boolean isConsistent(RSAPrivateCrtKey key) {
        BigInteger p = key.getPrimeP();
        BigInteger q = key.getPrimeQ();
        if (p.compareTo(BigInteger.TWO) < 0 || q.compareTo(BigInteger.TWO) < 0) {
            return false;
        }
        return p.multiply(q).equals(key.getModulus())
                && areInverse(key.getPublicExponent(), key.getPrivateExponent(), p.subtract(BigInteger.ONE))
                && areInverse(key.getPublicExponent(), key.getPrivateExponent(), q.subtract(BigInteger.ONE))
                && key.getPrimeExponentP().equals(key.getPrivateExponent().mod(p.subtract(BigInteger.ONE)))
                && key.getPrimeExponentQ().equals(key.getPrivateExponent().mod(q.subtract(BigInteger.ONE)))
                && areInverse(key.getCrtCoefficient(), q, p);
    }

    private static boolean areInverse(BigInteger a, BigInteger b, BigInteger modulus) {
        return a.multiply(b).mod(modulus).equals(BigInteger.ONE);
    }
}
