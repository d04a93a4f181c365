package org.printfarm.host.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts in processes of their own: nothing before them has used TLS, and the umask is what the test says. */
final class FreshStartIT {

    private static final Logger LOG = LoggerFactory.getLogger(FreshStartIT.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int PROCESSES = 3;
    private static final Pattern FINGERPRINT = Pattern.compile("ca=([0-9A-F:]{95}) ");

    /** As {@link Sha1ClientTest} finds it; between 17 and this one nothing is tried here. */
    private static final int JDK_WITHOUT_SHA1 = 25;

    @TempDir
    Path data;

    private Process start(TlsEngineChoice engine, int printers, String... jvm) throws Exception {
        return start(System.getProperty("java.class.path"), engine, printers, jvm);
    }

    private Process start(String classPath, TlsEngineChoice engine, int printers, String... jvm) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 000 && exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-cp", classPath));
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                FreshStart.class.getName(),
                data.toString(),
                engine.name(),
                String.valueOf(printers),
                KeyChoice.RSA_EC.name()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws Exception {
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngineChoice.class)
    void everySuiteWorksInAFreshProcessAndAnOpenUmaskOpensNoFile(TlsEngineChoice engine) throws Exception {
        String text = output(start(engine, 1));

        assertThat(text).contains("missing=[]").doesNotContain("ERROR");
        assertThat(text).contains("engine=" + (engine == TlsEngineChoice.JSSE ? "jsse" : "conscrypt"));
        boolean warned = engine == TlsEngineChoice.JSSE && Runtime.version().feature() >= JDK_WITHOUT_SHA1;
        assertThat(text.contains("admits no client whose only signature algorithm is RSA+SHA1"))
                .isEqualTo(warned);
        requireOwnerOnly();
    }

    @Test
    void aSuiteThatTheJdkForbidsInAnotherWayIsSaidLoudly() throws Exception {
        Path policy = Files.writeString(
                data.resolve("policy"), "jdk.tls.disabledAlgorithms=SSLv3, TLSv1, TLSv1.1, AES_128_GCM\n");

        String text = output(start(TlsEngineChoice.JSSE, 1, "-Djava.security.properties=" + policy));

        assertThat(text)
                .contains("ERROR")
                .contains("cipher suite TLS_RSA_WITH_AES_128_GCM_SHA256 (TLSv1.2) does not work with tls-engine=jsse")
                .contains("jdk.tls.disabledAlgorithms")
                .doesNotContain("cipher suite TLS_RSA_WITH_AES_256_GCM_SHA384");
    }

    @Test
    void withoutConscryptsLibraryAutoFallsBackToTheJdk() throws Exception {
        String without = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("conscrypt-openjdk"))
                .collect(Collectors.joining(File.pathSeparator));

        assertThat(output(start(without, TlsEngineChoice.AUTO, 1)))
                .contains("does not load on this machine")
                .contains("engine=jsse missing=[]");
    }

    @Test
    void processesThatStartTogetherEndUpWithOneCaAndTheSameLeaves() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(start(TlsEngineChoice.JSSE, 20));
        }
        List<String> seen = new ArrayList<>();
        for (Process process : processes) {
            String text = output(process);
            Matcher fingerprint = FINGERPRINT.matcher(text);
            assertThat(fingerprint.find()).as(text).isTrue();
            seen.add(fingerprint.group(1));
        }

        assertThat(seen).hasSize(PROCESSES).containsOnly(seen.get(0));
        Map<String, String> before = TestFarm.contents(data);
        FarmCertificates farm = FarmCertificates.open(data, TestFarm.NAME, Clock.systemUTC());
        farm.leaves(TestFarm.printers(20));
        assertThat(farm.caFingerprint()).isEqualTo(seen.get(0));
        assertThat(TestFarm.contents(data)).isEqualTo(before);
    }

    @Test
    void aThousandPrintersStartInSeconds() throws Exception {
        long start = System.nanoTime();
        String first = output(start(TlsEngineChoice.AUTO, 1000));
        Map<String, String> before = TestFarm.contents(data);
        String second = output(start(TlsEngineChoice.AUTO, 1000));
        Duration both = Duration.ofNanos(System.nanoTime() - start);

        LOG.info("1000 printers, first start:  {}", first.lines().reduce("", (a, b) -> b));
        LOG.info("1000 printers, second start: {}", second.lines().reduce("", (a, b) -> b));
        assertThat(first).contains("1000 issued, 0 kept").contains("missing=[]");
        assertThat(second).contains("0 issued, 1000 kept").contains("missing=[]");
        assertThat(TestFarm.contents(data)).isEqualTo(before);
        assertThat(both).isLessThan(LONGEST);
    }

    private void requireOwnerOnly() throws Exception {
        try (var files = Files.walk(data.resolve("tls"))) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }
}
