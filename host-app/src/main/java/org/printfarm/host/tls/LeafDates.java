package org.printfarm.host.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import org.printfarm.api.Printer;

/** Until when printers' certificates are valid. */
public final class LeafDates {

    private LeafDates() {}

    /**
     * By the certificates that a running farm shows.
     *
     * @return empty for a printer that has none
     */
    public static Optional<Instant> end(FarmTls tls, Printer printer) {
        return tls.known(printer).map(LeafTls::end);
    }

    /**
     * From when on a start issues a printer's certificate anew, with the same key.
     *
     * @return empty for a printer that has none, and when the next one would not last longer than this
     */
    public static Optional<Instant> renewal(FarmTls tls, Printer printer) {
        return end(tls, printer)
                .filter(end -> end.isBefore(tls.certificates().caNotAfter()))
                .map(end -> end.minus(CertificateDates.NEAR_EXPIRY));
    }

    /**
     * By the files of a farm: nothing is checked, made or changed.
     *
     * @param dataFolder need not be there
     * @return empty for a printer without an RSA certificate that can be read
     */
    public static Optional<Instant> end(Path dataFolder, Printer printer) {
        TlsFolder folder = new TlsFolder(dataFolder);
        Path file = folder.leaf(KeyKind.RSA, printer.identity().serial());
        try {
            return Files.exists(file)
                    ? Optional.of(
                            Pem.certificate(folder.read(file)).getNotAfter().toInstant())
                    : Optional.empty();
        } catch (TlsStoreException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
