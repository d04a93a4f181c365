package org.printfarm.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim.Transport;

/** Codes of failed binds are the same in every language, and for users with and without privileges. */
class BindFaultsIT {

    private static final String GERMAN = "de_DE.UTF-8";
    private static final Path CAPABILITIES = Path.of("/proc/self/status");

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", GERMAN})
    void aHeldPortAndAMissingAddressAreToldInEveryLanguage(String language) throws IOException, InterruptedException {
        List<String> told = failBinds(List.of(), language);
        assertThat(told)
                .contains(
                        "tcp-held PORT_IN_USE",
                        "tcp-held-everywhere PORT_IN_USE",
                        "tcp-elsewhere ADDRESS_MISSING",
                        "udp-held PORT_IN_USE",
                        "udp-held-everywhere PORT_IN_USE",
                        "udp-elsewhere ADDRESS_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", GERMAN})
    void aLowPortThatThisUserMayNotBindIsToldFromOneThatIsHeld(String language)
            throws IOException, InterruptedException {
        assertThat(failBinds(withoutPrivilege(), language))
                .contains("tcp-low PORT_NOT_PERMITTED", "udp-low PORT_NOT_PERMITTED")
                .noneMatch(line -> line.contains("-low-held"));
    }

    @Test
    void aLowPortThatIsHeldIsToldWhereThisUserMayBindIt() throws IOException, InterruptedException {
        List<String> told = failBinds(List.of(), "C.UTF-8");
        assumeTrue(told.contains("tcp-low none"), "SKIPPED: this user may not bind ports below 1024");
        assertThat(told).contains("tcp-low-held PORT_IN_USE", "udp-low-held PORT_IN_USE");
    }

    @Test
    void whatCanBeBoundAfterAllIsNoPortInUse() {
        InetSocketAddress free = new InetSocketAddress("127.0.67.3", 3000);
        Fault fault = BindFaults.of(Transport.TCP, free, "plain-port", new IOException("a word\nof a peer"));
        assertThat(fault.code()).isEqualTo(FaultCode.NETWORK);
        assertThat(fault.text()).contains("tcp 127.0.67.3:3000", "IOException").doesNotContain("peer");
    }

    @Test
    void theTextNamesThePlaceAndTheMend() {
        InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.67", 3002);
        assertThat(BindFaults.of(Transport.TCP, elsewhere, "tls-port", new IOException())
                        .text())
                .contains("tcp 192.0.2.67:3002", "ip address add 192.0.2.67/32");
    }

    /** The superuser without the one capability that counts here; everybody else has none. */
    private static List<String> withoutPrivilege() throws IOException {
        assumeTrue(Files.isReadable(CAPABILITIES), "SKIPPED: no Linux, no capabilities");
        boolean mayAnything = Files.readAllLines(CAPABILITIES).stream()
                .anyMatch(line -> line.startsWith("CapEff:") && !line.endsWith("\t0000000000000000"));
        if (!mayAnything) {
            return List.of();
        }
        assumeTrue(isThere("setpriv"), "SKIPPED: no setpriv to give the privilege up with");
        return List.of("setpriv", "--bounding-set=-net_bind_service");
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static List<String> failBinds(List<String> before, String language)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Duser.language=" + language.substring(0, 2).replace("C.", "en"),
                FailedBinds.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", language);
        builder.environment().remove("LANGUAGE");
        Process program = builder.start();
        String out = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(out).isZero();
        List<String> lines = out.lines().toList();
        boolean english = lines.stream().anyMatch(line -> line.startsWith("words Address already in use"));
        assumeTrue(english != language.equals(GERMAN), "SKIPPED: the locale " + language + " is not installed");
        return lines;
    }
}
