package org.printfarm.host.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.printfarm.api.Printer;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;

/**
 * Looks at the farm's certificates without making or changing anything, and reports everything that would stop a start. A
 * farm that has none yet is fine: they are made at the first run.
 *
 * @param ca the CA's certificate; empty before the first run, and when it cannot be used
 * @param kept how many printers have a certificate that stays
 * @param toIssue how many printers get one at the next start
 */
public record CertificateInspection(Optional<X509Certificate> ca, int kept, int toIssue) {

    /**
     * Looks.
     *
     * @param dataFolder the farm's data folder; need not be there
     * @param printers whose certificates to look for
     * @param clock what time it is
     * @param problems gets what is wrong as mistakes, and dates to think of as warnings, each with its file
     * @return what is there
     */
    public static CertificateInspection of(
            Path dataFolder, Collection<Printer> printers, Clock clock, Problems problems) {
        return new Look(new TlsFolder(dataFolder), clock, problems).at(printers);
    }

    /** One inspection. */
    private static final class Look {
        private final TlsFolder folder;
        private final LeafStore leaves;
        private final Problems problems;
        private final Instant now;
        private int kept;
        private int toIssue;

        Look(TlsFolder folder, Clock clock, Problems problems) {
            this.folder = folder;
            this.leaves = new LeafStore(folder, new CertificateMaker(clock));
            this.problems = problems;
            this.now = clock.instant();
        }

        CertificateInspection at(Collection<Printer> printers) {
            Optional<FarmCa> ca = attempt(() -> {
                folder.requireClosedFolders();
                return new CaStore(folder).load(now);
            });
            Optional<KeyPair> leafKeys = attempt(leaves::loadKey);
            if (ca.isPresent() && leafKeys.isPresent()) {
                printers.forEach(printer -> look(printer, ca.get(), leafKeys.get()));
            } else {
                toIssue = printers.size();
            }
            ca.flatMap(found -> FarmCertificates.caDateWarning(found.certificate(), now))
                    .ifPresent(text -> problems.warning(new Problem(folder.caCertificate(), 0, 0, "", text)));
            if (toIssue > 0) {
                lookForRoom();
            }
            return new CertificateInspection(ca.map(FarmCa::certificate), kept, toIssue);
        }

        private void look(Printer printer, FarmCa ca, KeyPair leafKeys) {
            LeafNames names = LeafNames.of(printer);
            attempt(() -> {
                Optional<X509Certificate> leaf = leaves.load(names.serial(), leafKeys.getPublic(), ca);
                if (leaf.isPresent() && !leaves.isDue(leaf.get(), names, ca, now)) {
                    kept++;
                } else {
                    toIssue++;
                }
                return leaf;
            });
        }

        /** Whether what is missing can be made, told by the nearest folder that is there. */
        private void lookForRoom() {
            Path place = folder.leaves();
            while (!Files.exists(place) && place.getParent() != null) {
                place = place.getParent();
            }
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
