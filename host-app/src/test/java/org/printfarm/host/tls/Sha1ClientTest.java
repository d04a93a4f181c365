package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

/** What the README says of {@code tls-engine}: who knows RSA+SHA1 alone is not let in by every JDK. */
final class Sha1ClientTest {

    private static final int OLD_JDK = 17;
    private static final int NEW_JDK = 25;

    @TempDir
    Path data;

    @BeforeEach
    void copyAFarm() {
        TestFarm.copyTo(data);
    }

    @Test
    void nativeLibraryAdmitsIt() throws Exception {
        assertThat(isAdmitted(TlsEngineChoice.CONSCRYPT, KeyChoice.RSA)).isTrue();
        assertThat(isAdmitted(TlsEngineChoice.CONSCRYPT, KeyChoice.RSA_EC)).isTrue();
    }

    /** As OpenSSL's client finds it at the port of a farm on either; of the JDKs between, nothing is said. */
    @Test
    void jdk17AdmitsItAndJdk25DoesNot() throws Exception {
        int jdk = Runtime.version().feature();
        assumeTrue(jdk == OLD_JDK || jdk >= NEW_JDK, "skipped: not known of JDK " + jdk);
        assertThat(isAdmitted(TlsEngineChoice.JSSE, KeyChoice.RSA)).isEqualTo(jdk == OLD_JDK);
        assertThat(isAdmitted(TlsEngineChoice.JSSE, KeyChoice.RSA_EC)).isEqualTo(jdk == OLD_JDK);
    }

    private boolean isAdmitted(TlsEngineChoice choice, KeyChoice keys) throws Exception {
        FarmTls farm = FarmTls.open(data, TestFarm.NAME, choice, keys, TestFarm.printers(1), TestFarm.CLOCK);
        return Sha1Client.isAdmitted(farm.leafTls(TestFarm.printer(1)).newServerEngine(TlsVersions.TLS_1_2));
    }
}
