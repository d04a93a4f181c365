package org.printfarm.host.tls;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The farm's CA, the key of its printers and their certificates: read from the data folder, or made there once.
 *
 * <p>Making a farm's two keys takes about a second; issuing a certificate about a millisecond. Any thread.
 */
public final class FarmCertificates {

    /** When to start telling the operator that the CA ends: every slicer has to be given the next one by hand. */
    static final Duration CA_ENDS_SOON = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(FarmCertificates.class);

    private final TlsFolder folder;
    private final OwnerOnlyFiles files;
    private final LeafStore leaves;
    private final CertificateMaker maker;
    private final Clock clock;
    private final FarmCa ca;
    private final KeyPair leafKeys;

    private FarmCertificates(TlsFolder folder, Clock clock, FarmCa ca, KeyPair leafKeys) {
        this.folder = folder;
        this.clock = clock;
        this.ca = ca;
        this.leafKeys = leafKeys;
        this.files = new OwnerOnlyFiles(folder);
        this.maker = new CertificateMaker(clock);
        this.leaves = new LeafStore(folder, maker);
    }

    /**
     * Reads the farm's CA and leaf key, or makes them where there never were any. Safe against another process that does
     * the same at the same time: both end up with one CA.
     *
     * @param dataFolder the farm's data folder; made when it is missing
     * @param farmName goes into the name of a CA that is made; does not matter for one that is there
     * @param clock what time it is
     * @return ready to issue
     * @throws TlsStoreException when something there is damaged, unreadable, expired, open to other users or incomplete;
     *     nothing was overwritten
     */
    public static FarmCertificates open(Path dataFolder, String farmName, Clock clock) throws TlsStoreException {
        TlsFolder folder = new TlsFolder(dataFolder);
        OwnerOnlyFiles files = new OwnerOnlyFiles(folder);
        files.createFolders();
        try (FolderLock lock = FolderLock.take(folder)) {
            folder.requireClosedFolders();
            files.removeLeftovers();
            FarmCa ca = openCa(folder, files, farmName, clock);
            LeafStore leaves = new LeafStore(folder, new CertificateMaker(clock));
            Optional<KeyPair> leafKeys = leaves.loadKey();
            return new FarmCertificates(
                    folder, clock, ca, leafKeys.isPresent() ? leafKeys.get() : leaves.makeKey(files));
        }
    }

    private static FarmCa openCa(TlsFolder folder, OwnerOnlyFiles files, String farmName, Clock clock)
            throws TlsStoreException {
        CaStore store = new CaStore(folder);
        Instant now = clock.instant();
        Optional<FarmCa> existing = store.load(now);
        if (existing.isPresent()) {
            warnOfDates(folder, existing.get().certificate(), now);
            return existing.get();
        }
        FarmCa made = store.make(farmName, new CertificateMaker(clock), files, now);
        LOG.info(
                "made the farm's CA in {}; slicers have to be given it once, see the command ca",
                folder.caCertificate());
        return made;
    }

    private static void warnOfDates(TlsFolder folder, X509Certificate ca, Instant now) {
        caDateWarning(ca, now).ifPresent(warning -> LOG.warn("{}: {}", folder.caCertificate(), warning));
    }

    /** What the operator should know about a sound CA's dates. */
    static Optional<String> caDateWarning(X509Certificate ca, Instant now) {
        if (now.isBefore(ca.getNotBefore().toInstant())) {
            return Optional.of(
                    "becomes valid only at " + ca.getNotBefore().toInstant() + "; is the clock of this machine right?");
        }
        if (now.plus(CA_ENDS_SOON).isAfter(ca.getNotAfter().toInstant())) {
            return Optional.of("expires at " + ca.getNotAfter().toInstant()
                    + "; plan for a new CA, which every slicer has to be given");
        }
        return Optional.empty();
    }

    /**
     * Gives every printer its certificate: the one it has, or a new one when it has none, its addresses changed, or its
     * end is near. What is new is on the disk before this returns. The certificates of printers that are gone stay, for
     * the day they come back.
     *
     * @param printers no serial twice
     * @return by serial
     * @throws TlsStoreException when one is damaged or not ours, and then nothing is issued; or when the disk refuses
     */
    public Map<String, X509Certificate> leaves(Collection<Printer> printers) throws TlsStoreException {
        Map<String, X509Certificate> result = new HashMap<>();
        Map<String, LeafNames> due = new HashMap<>();
        try (FolderLock lock = FolderLock.take(folder)) {
            Instant now = clock.instant();
            for (LeafNames names : printers.stream().map(LeafNames::of).toList()) {
                if (result.containsKey(names.serial()) || due.containsKey(names.serial())) {
                    throw new IllegalArgumentException("two printers have the serial " + names.serial());
                }
                Optional<X509Certificate> current = current(names, now);
                current.ifPresentOrElse(leaf -> result.put(names.serial(), leaf), () -> due.put(names.serial(), names));
            }
            result.putAll(issue(due.values()));
        }
        LOG.info("printer certificates: {} issued, {} kept", due.size(), result.size() - due.size());
        return result;
    }

    /** Signs on all cores, since that is what a first start of many printers takes its time for. */
    private Map<String, X509Certificate> issue(Collection<LeafNames> due) throws TlsStoreException {
        Map<String, X509Certificate> issued = due.parallelStream()
                .collect(Collectors.toMap(LeafNames::serial, names -> maker.leaf(names, leafKeys.getPublic(), ca)));
        Map<Path, String> texts = new HashMap<>();
        issued.forEach((serial, leaf) -> texts.put(folder.leaf(serial), pem(leaf)));
        files.writeLeaves(texts);
        return issued;
    }

    private Optional<X509Certificate> current(LeafNames names, Instant now) throws TlsStoreException {
        Optional<X509Certificate> found = leaves.load(names.serial(), leafKeys.getPublic(), ca);
        return found.isPresent() && leaves.isDue(found.get(), names, ca, now) ? Optional.empty() : found;
    }

    /**
     * The CA.
     *
     * @return its certificate
     */
    public X509Certificate ca() {
        return ca.certificate();
    }

    /**
     * The CA as slicers take it, to be appended to their {@code printer.cer}.
     *
     * @return one PEM block with its line ends
     */
    public String caPem() {
        return pem(ca.certificate());
    }

    /**
     * The CA's fingerprint, for comparing by eye.
     *
     * @return SHA-256, as in {@code AB:CD:…}
     */
    public String caFingerprint() {
        return fingerprint(ca.certificate());
    }

    /**
     * Until when slicers can trust this CA.
     *
     * @return its last instant
     */
    public Instant caNotAfter() {
        return ca.certificate().getNotAfter().toInstant();
    }

    /** The key that all printers share. */
    PrivateKey leafKey() {
        return leafKeys.getPrivate();
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(CertificateMaker.sha256(certificate.getEncoded()));
        } catch (CertificateException e) {
            throw new IllegalStateException("encoding a certificate that was read or made before", e);
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            return Pem.write(certificate);
        } catch (CertificateException e) {
            throw new IllegalStateException("encoding a certificate that was read or made before", e);
        }
    }
}
