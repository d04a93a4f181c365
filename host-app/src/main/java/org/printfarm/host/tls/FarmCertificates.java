package org.printfarm.host.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.tls.LeafIssuer.Due;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The farm's CA, the keys of its printers and their certificates: read from the data folder, or made there once.
 *
 * <p>Making a farm's keys takes about a second; issuing a certificate about a millisecond. Any thread.
 */
public final class FarmCertificates {

    /** When to start telling the operator that the CA ends: every slicer has to be given the next one by hand. */
    static final Duration CA_ENDS_SOON = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(FarmCertificates.class);

    private final Clock clock;
    private final FarmCa ca;
    private final LeafIssuer issuer;

    private FarmCertificates(Clock clock, FarmCa ca, LeafIssuer issuer) {
        this.clock = clock;
        this.ca = ca;
        this.issuer = issuer;
    }

    /**
     * As {@link #open(Path, String, KeyChoice, Clock)}, with RSA keys: for whoever wants the CA.
     *
     * @param dataFolder see there
     * @param farmName see there
     * @param clock see there
     * @return see there
     * @throws TlsStoreException see there
     */
    public static FarmCertificates open(Path dataFolder, String farmName, Clock clock) throws TlsStoreException {
        return open(dataFolder, farmName, KeyChoice.RSA, clock);
    }

    /**
     * Reads the farm's CA and leaf keys, or makes them where there never were any. Safe against another process that does
     * the same at the same time: both end up with one CA.
     *
     * @param dataFolder the farm's data folder; made when it is missing
     * @param farmName goes into the name of a CA that is made; does not matter for one that is there
     * @param choice which kinds of keys printers have; what is there of others is let be
     * @param clock what time it is
     * @return ready to issue
     * @throws TlsStoreException when something there is damaged, unreadable, expired, open to other users or incomplete;
     *     nothing was overwritten
     */
    public static FarmCertificates open(Path dataFolder, String farmName, KeyChoice choice, Clock clock)
            throws TlsStoreException {
        TlsFolder folder = new TlsFolder(dataFolder);
        TlsFiles files = new TlsFiles(folder);
        files.createFolders();
        try (HeldFile lock = folder.hold()) {
            folder.requireClosedFolders();
            files.removeLeftovers();
            FarmCa ca = openCa(folder, files, farmName, clock);
            Map<KeyKind, KeyPair> leafKeys = new EnumMap<>(KeyKind.class);
            for (KeyKind kind : KeyKind.of(choice, folder)) {
                files.createLeafFolder(kind);
                LeafStore leaves = new LeafStore(folder, kind, new CertificateDates(clock));
                Optional<KeyPair> existing = leaves.loadKey();
                leafKeys.put(kind, existing.isPresent() ? existing.get() : leaves.makeKey(files));
            }
            return new FarmCertificates(clock, ca, new LeafIssuer(folder, clock, ca, leafKeys));
        }
    }

    /** Whether the CA and all keys of a choice are there, damaged or not, so that {@link #open} would make none. */
    static boolean hasAllKeys(Path dataFolder, KeyChoice choice) throws TlsStoreException {
        TlsFolder folder = new TlsFolder(dataFolder);
        return Files.exists(folder.caCertificate())
                && Files.exists(folder.caKey())
                && KeyKind.of(choice, folder).stream().allMatch(kind -> Files.exists(folder.leafKey(kind)));
    }

    private static FarmCa openCa(TlsFolder folder, TlsFiles files, String farmName, Clock clock)
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
     * Every printer's RSA certificate; issued where there is none or it is due.
     *
     * @param printers no serial twice
     * @return by serial
     * @throws TlsStoreException when one is damaged or not ours, and then nothing is issued; or when the disk refuses
     */
    public Map<String, X509Certificate> leaves(Collection<Printer> printers) throws TlsStoreException {
        Map<String, X509Certificate> parsed = new HashMap<>();
        leaves(KeyKind.RSA, printers).forEach((serial, leaf) -> parsed.put(serial, leaf.parsed()));
        return parsed;
    }

    /** As {@link #leaves(KeyKind, Collection, Due)}, issuing what is missing or due. */
    Map<String, EncodedCertificate> leaves(KeyKind kind, Collection<Printer> printers) throws TlsStoreException {
        return leaves(kind, printers, Due.ISSUE).orElseThrow();
    }

    /** As {@link LeafIssuer#leaves}. */
    Optional<Map<String, EncodedCertificate>> leaves(KeyKind kind, Collection<Printer> printers, Due order)
            throws TlsStoreException {
        return issuer.leaves(kind, printers, order);
    }

    /** Whether what is issued now is within the CA's time. */
    boolean isClockRight() {
        return CertificateDates.isWithin(ca, clock.instant());
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
        return Pem.text(ca.certificate());
    }

    /**
     * The CA's fingerprint, for comparing by eye.
     *
     * @return SHA-256, as in {@code AB:CD:…}
     */
    public String caFingerprint() {
        return Fingerprints.of(ca.certificate());
    }

    /**
     * Until when slicers can trust this CA.
     *
     * @return its last instant
     */
    public Instant caNotAfter() {
        return ca.certificate().getNotAfter().toInstant();
    }

    /** Which kinds of keys the printers have, RSA first. */
    List<KeyKind> kinds() {
        return issuer.kinds();
    }

    /** The key of a kind that all printers share. */
    PrivateKey leafKey(KeyKind kind) {
        return issuer.keys(kind).getPrivate();
    }

    /** A certificate for something of the farm's own, which is not kept. */
    X509Certificate leaf(LeafNames names) {
        return new CertificateMaker(clock).leaf(names, issuer.keys(KeyKind.RSA).getPublic(), ca);
    }
}
