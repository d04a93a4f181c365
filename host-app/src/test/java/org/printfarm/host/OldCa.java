package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A CA with the name of a farm's and another key, as slicers keep one of an older farm. */
final class OldCa {

    private OldCa() {}

    /** Makes its certificate in a folder; without an identifier of its key, so that a client takes it for the issuer. */
    static Path like(Path ca, Path folder) throws Exception {
        X509Certificate current;
        try (InputStream in = Files.newInputStream(ca)) {
            current = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        Path settings = Files.writeString(
                folder.resolve("old-ca.cnf"), "[req]\ndistinguished_name = dn\nstring_mask = utf8only\n[dn]\n");
        Path old = folder.resolve("old-ca.pem");
        String name = current.getSubjectX500Principal().getName();
        assertThat(new SlicerPrograms(folder)
                        .run(List.of(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "rsa:2048",
                                "-nodes",
                                "-utf8",
                                "-config",
                                settings.toString(),
                                "-subj",
                                "/" + name,
                                "-keyout",
                                folder.resolve("old-ca.key").toString(),
                                "-out",
                                old.toString())))
                .isZero();
        return old;
    }
}
