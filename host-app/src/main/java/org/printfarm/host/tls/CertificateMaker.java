package org.printfarm.host.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificates of protocol notes, section 2. Touches no file. Any thread. */
final class CertificateMaker {

    /** X.520 lets a common name have this many characters. */
    private static final int MAX_COMMON_NAME = 64;

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CertificateDates dates;

    CertificateMaker(Clock clock) {
        this.dates = new CertificateDates(clock);
    }

    X509Certificate ca(String farmName, KeyPair key) {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                // As a string object: BouncyCastle would read a text that begins with '#' as hexadecimal.
                .addRDN(BCStyle.CN, new DERUTF8String(caName(farmName, key.getPublic())))
                .build();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, number(), Date.from(dates.start()), Date.from(dates.caEnd()), name, key.getPublic());
        return make(builder, key, () -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
        });
    }

    /** Signed by the CA, whatever the kind of the printer's own key. */
    X509Certificate leaf(LeafNames names, PublicKey key, FarmCa ca) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, new DERUTF8String(names.serial()))
                .build();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                ca.certificate(), number(), Date.from(dates.leafStart(ca)), Date.from(dates.leafEnd(ca)), subject, key);
        JcaX509ExtensionUtils identifiers = identifiers();
        return make(builder, ca.keys(), () -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage(key)))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, alternativeNames(names))
                    .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(
                                    ca.certificate().getPublicKey()));
        });
    }

    /** Only an RSA key can take the secret that a client encrypts for it; RFC 8813 forbids the other kind to say so. */
    private static int usage(PublicKey key) {
        return key instanceof RSAKey ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment : KeyUsage.digitalSignature;
    }

    /**
     * For instance {@code workshop Printer Farm CA 5F0C9A21}. The last word comes from the key: two farms of one name stay
     * two names in a slicer's list.
     */
    static String caName(String farmName, PublicKey key) {
        String tail = "Printer Farm CA "
                + HexFormat.of().withUpperCase().formatHex(Fingerprints.sha256(key.getEncoded()), 0, 4);
        String printable = farmName.codePoints()
                .filter(codePoint -> !Character.isISOControl(codePoint)
                        && Character.isDefined(codePoint)
                        && Character.getType(codePoint) != Character.SURROGATE)
                .limit(MAX_COMMON_NAME - tail.length() - 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return printable.isEmpty() ? tail : printable + " " + tail;
    }

    private static GeneralNames alternativeNames(LeafNames names) {
        List<GeneralName> all = new ArrayList<>();
        all.add(new GeneralName(GeneralName.dNSName, names.serial()));
        names.addresses().forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    private static BigInteger number() {
        return new BigInteger(SERIAL_BITS, RANDOM).max(BigInteger.ONE);
    }

    private static JcaX509ExtensionUtils identifiers() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1 for key identifiers", e);
        }
    }

    private static X509Certificate make(X509v3CertificateBuilder builder, KeyPair signer, Extensions extensions) {
        try {
            extensions.add();
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("making a certificate", e);
        }
    }

    /** Adds what a certificate says beyond its names. */
    private interface Extensions {
        void add() throws CertIOException, GeneralSecurityException;
    }
}
