package org.printfarm.host.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** RSA keys. Messages say nothing of the numbers in a key. Pure. */
final class RsaKeys {

    /** What slicers know from real printers (protocol notes, section 2). */
    static final int KEY_BITS = 2048;

    private static final String ALGORITHM = "RSA";

    private RsaKeys() {}

    static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(KEY_BITS);
        return generator.generateKeyPair();
    }

    /** A key from its PKCS #8 form, its numbers checked against each other. */
    static KeyPair checked(byte[] der) throws GeneralSecurityException {
        RSAPrivateCrtKey key = parse(der);
        if (!isConsistent(key)) {
            throw new GeneralSecurityException("the key in it is damaged");
        }
        PublicKey publicKey = KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new KeyPair(publicKey, key);
    }

    private static RSAPrivateCrtKey parse(byte[] der) throws GeneralSecurityException {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key instanceof RSAPrivateCrtKey complete) {
                return complete;
            }
        } catch (GeneralSecurityException e) {
            // The JDK's text could quote numbers of the key: neither it nor its cause goes any further.
            throw new GeneralSecurityException("what stands in it is no RSA key in PKCS #8 form");
        }
        throw new GeneralSecurityException("the RSA key in it has no primes");
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
