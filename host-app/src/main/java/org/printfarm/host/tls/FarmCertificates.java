package org.printfarm.host.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.files.HeldFile;
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

    private final TlsFolder folder;
    private final TlsFiles files;
    private final CertificateDates dates;
    private final Clock clock;
    private final FarmCa ca;
    private final Map<KeyKind, KeyPair> leafKeys;

    private FarmCertificates(TlsFolder folder, Clock clock, FarmCa ca, Map<KeyKind, KeyPair> leafKeys) {
        this.folder = folder;
        this.clock = clock;
        this.ca = ca;
        this.leafKeys = leafKeys;
        this.files = new TlsFiles(folder);
        this.dates = new CertificateDates(clock);
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
            return new FarmCertificates(folder, clock, ca, leafKeys);
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

    /** What to do for a printer whose certificate is missing or due. */
    enum Due {
        /**
         * Issue one, unless the CA is not valid by the clock of this machine: then leave that printer out. What is new is on
         * the disk before it is returned.
         */
        ISSUE,
        /** Nothing, and return none at all. */
        LEAVE
    }

    /**
     * Every printer's certificate for a kind of key that the farm was opened with. One is due when the printer's addresses
     * changed or its end is near. The certificates of printers that are gone stay, for the day they come back.
     *
     * @param printers no serial twice
     * @return by serial; present with {@link Due#ISSUE}
     * @throws TlsStoreException when one is damaged or not ours, and then nothing is issued; or when the disk refuses
     */
    Optional<Map<String, EncodedCertificate>> leaves(KeyKind kind, Collection<Printer> printers, Due order)
            throws TlsStoreException {
        Map<String, EncodedCertificate> result = new HashMap<>();
        int issued;
        try (HeldFile lock = folder.hold()) {
            Map<String, LeafNames> due = sort(kind, printers, result);
            issued = due.size();
            if (issued > 0 && order == Due.LEAVE) {
                return Optional.empty();
            }
            if (issued > 0 && !isClockRight()) {
                LOG.warn(
                        "printer certificates: {} wait, for the clock of this machine is outside of the CA's time, keys={}",
                        issued,
                        kind);
                issued = 0;
            }
            if (issued > 0) {
                issue(kind, due.values()).forEach((serial, leaf) -> result.put(serial, EncodedCertificate.of(leaf)));
            }
        }
        LOG.info("printer certificates: {} issued, {} kept, keys={}", issued, result.size() - issued, kind);
        return Optional.of(result);
    }

    /** Whether what is issued now is within the CA's time. */
    boolean isClockRight() {
        return CertificateDates.isWithin(ca, clock.instant());
    }

    /** Puts those that are sound into {@code kept} and returns whose is missing or due, by serial. Under the lock. */
    private Map<String, LeafNames> sort(
            KeyKind kind, Collection<Printer> printers, Map<String, EncodedCertificate> kept) throws TlsStoreException {
        LeafStore store = new LeafStore(folder, kind, dates);
        Map<String, LeafNames> due = new HashMap<>();
        Instant now = clock.instant();
        for (LeafNames names : printers.stream().map(LeafNames::of).toList()) {
            if (kept.containsKey(names.serial()) || due.containsKey(names.serial())) {
                throw new IllegalArgumentException("two printers have the serial " + names.serial());
            }
            current(store, kind, names, now)
                    .ifPresentOrElse(
                            leaf -> kept.put(names.serial(), EncodedCertificate.of(leaf)),
                            () -> due.put(names.serial(), names));
        }
        return due;
    }

    /** Signs on all cores, since that is what a first start of many printers takes its time for. */
    private Map<String, X509Certificate> issue(KeyKind kind, Collection<LeafNames> due) throws TlsStoreException {
        CertificateMaker maker = new CertificateMaker(clock);
        PublicKey key = keys(kind).getPublic();
        Map<String, X509Certificate> issued =
                due.parallelStream().collect(Collectors.toMap(LeafNames::serial, names -> maker.leaf(names, key, ca)));
        Map<Path, String> texts = new HashMap<>();
        issued.forEach((serial, leaf) -> texts.put(folder.leaf(kind, serial), pem(leaf)));
        files.writeLeaves(folder.leaves(kind), texts);
        return issued;
    }

    private Optional<X509Certificate> current(LeafStore store, KeyKind kind, LeafNames names, Instant now)
            throws TlsStoreException {
        Optional<X509Certificate> found = store.load(names.serial(), keys(kind).getPublic(), ca);
        return found.isPresent() && store.isDue(found.get(), names, ca, now) ? Optional.empty() : found;
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

    /** Which kinds of keys the printers have, RSA first. */
    List<KeyKind> kinds() {
        return List.copyOf(leafKeys.keySet());
    }

    /** The key of a kind that all printers share. */
    PrivateKey leafKey(KeyKind kind) {
        return keys(kind).getPrivate();
    }

    /** A certificate for something of the farm's own, which is not kept. */
    X509Certificate leaf(LeafNames names) {
        return new CertificateMaker(clock).leaf(names, keys(KeyKind.RSA).getPublic(), ca);
    }

    private KeyPair keys(KeyKind kind) {
        KeyPair keys = leafKeys.get(kind);
        if (keys == null) {
            throw new IllegalArgumentException("the farm was opened without keys of the kind " + kind);
        }
        return keys;
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha256(certificate.getEncoded()));
        } catch (CertificateException e) {
            throw new IllegalStateException("encoding a certificate that was read or made before", e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
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
