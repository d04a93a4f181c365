package org.printfarm.host.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** The printers' key of one kind and their certificates on the disk, and the rules for when one is due for renewal. */
final class LeafStore {

    private final TlsFolder folder;
    private final KeyKind kind;
    private final CertificateDates dates;

    LeafStore(TlsFolder folder, KeyKind kind, CertificateDates dates) {
        this.folder = folder;
        this.kind = kind;
        this.dates = dates;
    }

    /**
     * Reads the key of all printers.
     *
     * @return empty when there is none and no certificate was issued for one
     */
    Optional<KeyPair> loadKey() throws TlsStoreException {
        Path file = folder.leafKey(kind);
        if (folder.has(file)) {
            return Optional.of(KeyFiles.read(folder, file, kind));
        }
        if (!folder.leafFiles(kind).isEmpty()) {
            throw new TlsStoreException(
                    file,
                    "is missing while certificates for it are there; restore it from a backup, or, to have every printer's"
                            + " certificate issued anew, move " + folder.leaves(kind) + " away");
        }
        return Optional.empty();
    }

    KeyPair makeKey(TlsFiles files) throws TlsStoreException {
        KeyPair keys = KeyFiles.generate(kind);
        files.write(folder.leafKey(kind), KeyFiles.text(keys));
        return keys;
    }

    /**
     * Reads a printer's certificate.
     *
     * @return empty when there is none yet
     * @throws TlsStoreException when there is one that is damaged or not ours
     */
    Optional<X509Certificate> load(String serial, PublicKey leafKey, FarmCa ca) throws TlsStoreException {
        Path file = folder.leaf(kind, serial);
        if (!folder.has(file)) {
            return Optional.empty();
        }
        X509Certificate certificate = parse(file);
        if (!certificate.getSubjectX500Principal().equals(new X500Principal("CN=" + serial))) {
            throw new TlsStoreException(file, "is the certificate of another printer" + mend());
        }
        if (!certificate.getPublicKey().equals(leafKey)) {
            throw new TlsStoreException(
                    file, "does not belong to " + folder.leafKey(kind).getFileName() + mend());
        }
        try {
            certificate.verify(ca.certificate().getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new TlsStoreException(file, "is damaged or was not issued by this farm's CA" + mend());
        }
        return Optional.of(certificate);
    }

    /**
     * Whether a sound certificate has to be issued anew: the printer's addresses changed, it was issued under a wrong clock,
     * or its end is near and a new one would last longer.
     */
    boolean isDue(X509Certificate certificate, LeafNames names, FarmCa ca, Instant now) throws TlsStoreException {
        try {
            Instant end = certificate.getNotAfter().toInstant();
            boolean nearExpiry = now.plus(CertificateDates.NEAR_EXPIRY).isAfter(end);
            return !names.standIn(certificate)
                    || isMisdated(certificate, ca, now)
                    || (nearExpiry && dates.leafEnd(ca).isAfter(end));
        } catch (GeneralSecurityException e) {
            throw new TlsStoreException(folder.leaf(kind, names.serial()), "cannot be understood" + mend());
        }
    }

    /** Older than its CA, or not valid yet by a clock that the CA does not speak against. */
    private static boolean isMisdated(X509Certificate certificate, FarmCa ca, Instant now) {
        Instant start = certificate.getNotBefore().toInstant();
        return start.isBefore(ca.certificate().getNotBefore().toInstant())
                || (now.isBefore(start) && CertificateDates.isWithin(ca, now));
    }

    private X509Certificate parse(Path file) throws TlsStoreException {
        try {
            return Pem.certificate(folder.read(file));
        } catch (GeneralSecurityException e) {
            throw new TlsStoreException(file, e.getMessage() + mend());
        }
    }

    private static String mend() {
        return "; restore it from a backup, or move it away to have a new one issued";
    }
}
