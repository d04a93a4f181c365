package org.printfarm.host.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;

/**
 * Looks at the farm's certificates without making or changing anything, and reports everything that would stop a start. A
 * farm that has none yet is fine: they are made at the first run.
 *
 * @param ca the CA's certificate; empty before the first run, and when it cannot be used
 * @param kept how many certificates of printers stay
 * @param toIssue how many the next start issues
 */
public record CertificateInspection(Optional<X509Certificate> ca, int kept, int toIssue) {

    /**
     * Looks.
     *
     * @param dataFolder the farm's data folder; need not be there
     * @param keys which kinds of keys the operator wants
     * @param printers whose certificates to look for
     * @param clock what time it is
     * @param problems gets what is wrong as mistakes, and dates to think of as warnings, each with its file
     * @return what is there
     */
    public static CertificateInspection of(
            Path dataFolder, KeyChoice keys, Collection<Printer> printers, Clock clock, Problems problems) {
        return new Look(new TlsFolder(dataFolder), clock, problems).at(keys, printers);
    }

    /** One inspection. */
    private static final class Look {
        private final TlsFolder folder;
        private final CertificateDates dates;
        private final Problems problems;
        private final Instant now;

        Look(TlsFolder folder, Clock clock, Problems problems) {
            this.folder = folder;
            this.dates = new CertificateDates(clock);
            this.problems = problems;
            this.now = clock.instant();
        }

        CertificateInspection at(KeyChoice keys, Collection<Printer> printers) {
            List<KeyKind> kinds =
                    attempt(() -> Optional.of(KeyKind.of(keys, folder))).orElseGet(() -> List.of(KeyKind.RSA));
            Optional<FarmCa> ca = attempt(() -> {
                folder.requireClosedFolders();
                return new CaStore(folder).load(now);
            });
            List<Boolean> isKept =
                    kinds.stream().flatMap(kind -> look(kind, ca, printers)).toList();
            int kept = Collections.frequency(isKept, true);
            int toIssue = isKept.size() - kept;
            ca.flatMap(found -> FarmCertificates.caDateWarning(found.certificate(), now))
                    .ifPresent(text -> problems.warning(new Problem(folder.caCertificate(), 0, 0, "", text)));
            if (toIssue > 0) {
                kinds.stream().map(this::nearestToLeaves).distinct().forEach(this::lookForRoom);
            }
            return new CertificateInspection(ca.map(FarmCa::certificate), kept, toIssue);
        }

        /** Of each printer whether its certificate stays; nothing of one whose certificate cannot be read. */
        private Stream<Boolean> look(KeyKind kind, Optional<FarmCa> ca, Collection<Printer> printers) {
            LeafStore leaves = new LeafStore(folder, kind, dates);
            Optional<KeyPair> leafKeys = attempt(leaves::loadKey);
            return ca.isPresent() && leafKeys.isPresent()
                    ? printers.stream().flatMap(printer -> isKept(leaves, printer, ca.get(), leafKeys.get()).stream())
                    : printers.stream().map(printer -> false);
        }

        private Optional<Boolean> isKept(LeafStore leaves, Printer printer, FarmCa ca, KeyPair leafKeys) {
            LeafNames names = LeafNames.of(printer);
            return attempt(() -> {
                Optional<X509Certificate> leaf = leaves.load(names.serial(), leafKeys.getPublic(), ca);
                return Optional.of(leaf.isPresent() && !leaves.isDue(leaf.get(), names, ca, now));
            });
        }

        /** The folder for certificates, or the nearest above it that is there. */
        private Path nearestToLeaves(KeyKind kind) {
            Path place = folder.leaves(kind);
            while (!Files.exists(place) && place.getParent() != null) {
                place = place.getParent();
            }
            return place;
        }

        /** Whether what is missing can be made there. */
        private void lookForRoom(Path place) {
            if (!Files.isDirectory(place)) {
                mistake(place, "expected a folder; move away what is there, or set farm.data to another folder");
            } else if (!Files.isWritable(place)) {
                mistake(
                        place,
                        "cannot be written by this user; give this user the right to it, or set farm.data to another"
                                + " folder");
            }
        }

        private <T> Optional<T> attempt(Reading<T> reading) {
            try {
                return reading.read();
            } catch (TlsStoreException e) {
                mistake(e.path(), e.problem());
                return Optional.empty();
            }
        }

        private void mistake(Path path, String text) {
            problems.mistake(new Problem(path, 0, 0, "", text));
        }
    }

    /** Reads something that may be absent or unusable. */
    private interface Reading<T> {
        Optional<T> read() throws TlsStoreException;
    }
}
