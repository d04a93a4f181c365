package org.printfarm.host.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The CA on the disk. Never makes one where one is, or where one has been. */
final class CaStore {

    /** A clock that is before this is not set: a CA made now would have expired before it is used. */
    static final Instant EARLIEST_CLOCK =
            LocalDate.of(2024, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);

    private static final String BREAKS_SLICERS = " (a new CA would break every slicer that knows this one)";
    private static final int KEY_CERT_SIGN = 5;

    private final TlsFolder folder;

    CaStore(TlsFolder folder) {
        this.folder = folder;
    }

    /**
     * Reads the CA.
     *
     * @return empty when there is none and never was one
     */
    Optional<FarmCa> load(Instant now) throws TlsStoreException {
        boolean hasCertificate = folder.has(folder.caCertificate());
        boolean hasKey = folder.has(folder.caKey());
        if (!hasCertificate && !hasKey) {
            requireNothingOlder();
            return Optional.empty();
        }
        if (!hasKey) {
            throw new TlsStoreException(
                    folder.caKey(),
                    "is missing while " + folder.caCertificate().getFileName() + " is there; restore it from a backup"
                            + BREAKS_SLICERS);
        }
        if (!hasCertificate) {
            throw new TlsStoreException(
                    folder.caCertificate(),
                    "is missing while " + folder.caKey().getFileName()
                            + " is there; restore it from a backup, or, only if"
                            + " no slicer was ever given this farm's CA, delete " + folder.caKey() + " too");
        }
        X509Certificate certificate = readCertificate();
        KeyPair keys = KeyFiles.read(folder, folder.caKey(), KeyKind.RSA);
        if (!keys.getPublic().equals(certificate.getPublicKey())) {
            throw new TlsStoreException(
                    folder.caKey(),
                    "does not belong to " + folder.caCertificate().getFileName() + "; restore both from one backup"
                            + BREAKS_SLICERS);
        }
        requireNotExpired(certificate, now);
        return Optional.of(new FarmCa(certificate, keys));
    }

    /** Makes a CA and brings it to the disk. Only after {@link #load} said that there is none. */
    FarmCa make(String farmName, CertificateMaker maker, TlsFiles files, Instant now) throws TlsStoreException {
        if (now.isBefore(EARLIEST_CLOCK)) {
            throw new TlsStoreException(
                    folder.caCertificate(),
                    "is not there yet and the clock of this machine is not set, so it would be made with wrong dates; set"
                            + " the clock, then start again");
        }
        KeyPair keys = KeyFiles.generate(KeyKind.RSA);
        X509Certificate certificate = maker.ca(farmName, keys);
        files.write(folder.caKey(), KeyFiles.text(keys));
        files.write(folder.caCertificate(), Pem.text(certificate));
        return new FarmCa(certificate, keys);
    }

    /** A leaf key or leaves without a CA: somebody lost the CA, and slicers trust it. */
    private void requireNothingOlder() throws TlsStoreException {
        boolean older = false;
        for (KeyKind kind : KeyKind.values()) {
            older |= folder.has(folder.leafKey(kind)) || !folder.leafFiles(kind).isEmpty();
        }
        if (older) {
            throw new TlsStoreException(
                    folder.caCertificate(),
                    "is missing, and so is " + folder.caKey().getFileName()
                            + ", while certificates they signed are there;"
                            + " restore both from a backup, or, to start anew with a CA that no slicer knows, move "
                            + folder.root() + " away");
        }
    }

    private X509Certificate readCertificate() throws TlsStoreException {
        try {
            X509Certificate certificate = Pem.certificate(folder.read(folder.caCertificate()));
            certificate.verify(certificate.getPublicKey());
            boolean[] usage = certificate.getKeyUsage();
            if (certificate.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
                throw new GeneralSecurityException("the certificate in it is not a CA's");
            }
            return certificate;
        } catch (GeneralSecurityException e) {
            String problem = e.getMessage() == null || e instanceof SignatureException
                    ? "the certificate in it is damaged"
                    : e.getMessage();
            throw new TlsStoreException(
                    folder.caCertificate(),
                    problem + "; restore it from a backup, it was left as it is" + BREAKS_SLICERS);
        }
    }

    private void requireNotExpired(X509Certificate certificate, Instant now) throws TlsStoreException {
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new TlsStoreException(
                    folder.caCertificate(),
                    "expired on " + LocalDate.ofInstant(end, ZoneOffset.UTC)
                            + "; if the clock of this machine is right, move " + folder.root()
                            + " away to have a new CA made, and give that to every slicer");
        }
    }
}
