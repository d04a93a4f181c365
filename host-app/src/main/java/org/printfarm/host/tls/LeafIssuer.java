package org.printfarm.host.tls;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.printfarm.api.Printer;
import org.printfarm.host.files.HeldFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which printer gets which certificate, and when anew. Any thread. */
final class LeafIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(LeafIssuer.class);

    private final TlsFolder folder;
    private final TlsFiles files;
    private final CertificateDates dates;
    private final Clock clock;
    private final FarmCa ca;
    private final Map<KeyKind, KeyPair> leafKeys;

    LeafIssuer(TlsFolder folder, Clock clock, FarmCa ca, Map<KeyKind, KeyPair> leafKeys) {
        this.folder = folder;
        this.clock = clock;
        this.ca = ca;
        this.leafKeys = leafKeys;
        this.files = new TlsFiles(folder);
        this.dates = new CertificateDates(clock);
    }

    /** Which kinds of keys the printers have, RSA first. */
    List<KeyKind> kinds() {
        return List.copyOf(leafKeys.keySet());
    }

    /** The keys of a kind, which all printers share. */
    KeyPair keys(KeyKind kind) {
        KeyPair keys = leafKeys.get(kind);
        if (keys == null) {
            throw new IllegalArgumentException("the farm was opened without keys of the kind " + kind);
        }
        return keys;
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
            if (issued > 0 && !CertificateDates.isWithin(ca, clock.instant())) {
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
        issued.forEach((serial, leaf) -> texts.put(folder.leaf(kind, serial), Pem.text(leaf)));
        files.writeLeaves(folder.leaves(kind), texts);
        return issued;
    }

    private Optional<X509Certificate> current(LeafStore store, KeyKind kind, LeafNames names, Instant now)
            throws TlsStoreException {
        Optional<X509Certificate> found = store.load(names.serial(), keys(kind).getPublic(), ca);
        return found.isPresent() && store.isDue(found.get(), names, ca, now) ? Optional.empty() : found;
    }
}
