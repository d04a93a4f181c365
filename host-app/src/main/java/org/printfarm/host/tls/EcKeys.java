package org.printfarm.host.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** P-256 keys, on the disk always with their public half (RFC 5915), against which the private one is checked. Pure. */
final class EcKeys {

    private static final String ALGORITHM = "EC";
    private static final String CURVE = "secp256r1";
    private static final int CURVE_BITS = 256;
    private static final AlgorithmIdentifier P_256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);

    private static final String NO_KEY = "what stands in it is no P-256 key in PKCS #8 form";

    private EcKeys() {}

    static boolean areEc(KeyPair keys) {
        return keys.getPrivate() instanceof ECPrivateKey;
    }

    static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    /** The one that belongs to a number, which nobody can guess and which is 0 or more. */
    static KeyPair derived(BigInteger number) throws GeneralSecurityException {
        X9ECParameters curve = CustomNamedCurves.getByName(CURVE);
        BigInteger secret = number.mod(curve.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
        ECPoint point = curve.getG().multiply(secret).normalize();
        java.security.spec.ECPoint open = new java.security.spec.ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(ALGORITHM);
        parameters.init(new ECGenParameterSpec(CURVE));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        return new KeyPair(
                keys.generatePublic(new ECPublicKeySpec(open, spec)),
                keys.generatePrivate(new ECPrivateKeySpec(secret, spec)));
    }

    /** Both halves in PKCS #8 form. The JDK's own form has the private one alone. */
    static byte[] encoded(KeyPair keys) {
        BigInteger number = ((ECPrivateKey) keys.getPrivate()).getS();
        ASN1BitString point =
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()).getPublicKeyData();
        try {
            return new PrivateKeyInfo(
                            P_256,
                            new org.bouncycastle.asn1.sec.ECPrivateKey(
                                    CURVE_BITS, number, (DERBitString) point.toASN1Primitive(), null))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("encoding a key that was just made", e);
        }
    }

    /** A key from its PKCS #8 form, its halves checked against each other. */
    static KeyPair checked(byte[] der) throws GeneralSecurityException {
        ASN1BitString point = publicPoint(der);
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        try {
            ECPrivateKey secret = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(der));
            ECPublicKey open = (ECPublicKey) keys.generatePublic(
                    new X509EncodedKeySpec(new SubjectPublicKeyInfo(P_256, point.getOctets()).getEncoded()));
            if (belongTogether(secret, open)) {
                return new KeyPair(open, secret);
            }
        } catch (GeneralSecurityException | IOException e) {
            // The JDK's text could quote numbers of the key: neither it nor its cause goes any further.
            throw new GeneralSecurityException("the key in it is damaged");
        }
        throw new GeneralSecurityException("the key in it is damaged");
    }

    private static ASN1BitString publicPoint(byte[] der) throws GeneralSecurityException {
        Optional<ASN1BitString> point;
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
            if (!info.getPrivateKeyAlgorithm().equals(P_256)) {
                throw new GeneralSecurityException(NO_KEY);
            }
            point = Optional.ofNullable(org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey())
                    .getPublicKey());
        } catch (IOException | RuntimeException e) {
            // BouncyCastle has many words for broken input.
            throw new GeneralSecurityException(NO_KEY);
        }
        return point.orElseThrow(
                () -> new GeneralSecurityException("the P-256 key in it comes without its public half"));
    }

    private static boolean belongTogether(ECPrivateKey secret, ECPublicKey open) {
        X9ECParameters curve = CustomNamedCurves.getByName(CURVE);
        BigInteger number = secret.getS();
        if (number.signum() <= 0 || number.compareTo(curve.getN()) >= 0) {
            return false;
        }
        ECPoint point = curve.getG().multiply(number).normalize();
        return point.getAffineXCoord().toBigInteger().equals(open.getW().getAffineX())
                && point.getAffineYCoord().toBigInteger().equals(open.getW().getAffineY());
    }
}
