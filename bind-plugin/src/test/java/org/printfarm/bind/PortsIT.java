package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.api.service.TlsVersions;

/** Ports that cannot be had, and the printer of all addresses. */
class PortsIT {

    private BindServiceFactory factory;

    @BeforeEach
    void start() {
        factory = new BindServiceFactory();
    }

    @AfterEach
    void stop() {
        factory.close();
    }

    @Test
    void onePortInUseLeavesTheOtherServingAndIsTakenWhenItIsFree() throws IOException {
        Printer printer = TestPrinters.next();
        try (ServerSocket holder = new ServerSocket()) {
            holder.bind(new InetSocketAddress(printer.bindAddress(), 3002));
            try (LivePrinter live = LivePrinter.start(factory, printer, Map.of())) {
                assertThat(live.status()).isInstanceOfSatisfying(ServiceStatus.Degraded.class, degraded -> {
                    assertThat(degraded.fault().code()).isEqualTo(FaultCode.PORT_IN_USE);
                    assertThat(degraded.fault().text())
                            .contains(printer.bindAddress().getHostAddress() + ":3002")
                            .contains("tls-port");
                });
                assertThat(Wire.exchange(live.plain(), Wire.detect())).isEqualTo(live.expectedReply());
                holder.close();
                assertThat(live.service().start()).isInstanceOf(ServiceStatus.Running.class);
                try (TlsClient client = TlsClient.connect(live.tls(), "TLSv1.3")) {
                    assertThat(client.exchange(Wire.detect())).isEqualTo(live.expectedReply());
                }
            }
        }
    }

    @Test
    void bothPortsInUseIsAFailure() throws IOException {
        Printer printer = TestPrinters.next();
        try (LivePrinter first = LivePrinter.start(factory, printer, Map.of());
                LivePrinter second = LivePrinter.start(new BindServiceFactory(), printer, Map.of())) {
            assertThat(first.status()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(second.status()).isInstanceOf(ServiceStatus.Failed.class);
            assertThat(codesOf(second.status())).containsExactly(FaultCode.PORT_IN_USE, FaultCode.PORT_IN_USE);
        }
    }

    @Test
    void missingAddressIsNamedWithItsMend() {
        try (LivePrinter live = LivePrinter.start(factory, TestPrinters.on(Loopback.of("192.0.2.78")), Map.of())) {
            assertThat(live.status()).isInstanceOfSatisfying(ServiceStatus.Failed.class, failed -> {
                assertThat(failed.fault().code()).isEqualTo(FaultCode.ADDRESS_MISSING);
                assertThat(failed.fault().text()).contains("192.0.2.78:3000").contains("ip address add");
            });
        }
    }

    @Test
    void printerOfAllAddressesAnswersWhereNoOtherDoes() throws IOException {
        Map<String, String> ports = freePorts();
        Printer everywhere = TestPrinters.on(Loopback.of("0.0.0.0"));
        try (LivePrinter one = LivePrinter.start(factory, TestPrinters.next(), ports);
                LivePrinter all = LivePrinter.start(factory, everywhere, ports);
                LivePrinter two = LivePrinter.start(factory, TestPrinters.next(), ports)) {
            assertThat(List.of(one.status(), all.status(), two.status()))
                    .allMatch(status -> status instanceof ServiceStatus.Running);
            assertThat(Wire.exchange(one.plain(), Wire.detect())).isEqualTo(one.expectedReply());
            assertThat(Wire.exchange(two.plain(), Wire.detect())).isEqualTo(two.expectedReply());
            assertThat(Wire.exchange(all.plain(), Wire.detect())).isEqualTo(all.expectedReply());
            two.close();
            assertThat(Wire.exchange(two.plain(), Wire.detect())).isEqualTo(all.expectedReply());
            try (TlsClient client = TlsClient.connect(one.tls(), "TLSv1.3")) {
                assertThat(client.exchange(Wire.detect())).isEqualTo(one.expectedReply());
            }
            try (TlsClient client = TlsClient.connect(all.tls(), "TLSv1.3")) {
                assertThat(client.exchange(Wire.detect())).isEqualTo(all.expectedReply());
            }
        }
    }

    @Test
    void secondFarmCannotShareThePortsOfTheFirst() throws IOException {
        Map<String, String> ports = freePorts();
        Printer everywhere = TestPrinters.on(Loopback.of("0.0.0.0"));
        BindServiceFactory secondFarm = new BindServiceFactory();
        try (LivePrinter one = LivePrinter.start(factory, TestPrinters.next(), ports);
                LivePrinter all = LivePrinter.start(factory, everywhere, ports);
                LivePrinter late = LivePrinter.start(secondFarm, everywhere, ports)) {
            assertThat(one.status()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(all.status()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(late.status()).isInstanceOf(ServiceStatus.Failed.class);
            assertThat(codesOf(late.status())).containsOnly(FaultCode.PORT_IN_USE);
        } finally {
            secondFarm.close();
        }
    }

    @Test
    void tlsPortStaysShutWithoutACertificate() throws IOException {
        PrinterTls broken = new CertificateAlone(() -> {
            throw new IllegalStateException("damaged");
        });
        try (LivePrinter live = LivePrinter.start(factory, TestPrinters.next(), broken, Map.of())) {
            assertThat(live.status()).isInstanceOf(ServiceStatus.Degraded.class);
            assertThat(codesOf(live.status())).containsExactly(FaultCode.TLS_UNUSABLE);
            assertThat(Wire.exchange(live.plain(), Wire.detect())).isEqualTo(live.expectedReply());
            assertThatThrownBy(() -> TlsClient.connect(live.tls(), "TLSv1.3")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void listeningMakesNoTlsContextYet() {
        PrinterTls idle = new CertificateAlone(TestTls.shared()::chain);
        try (LivePrinter live = LivePrinter.start(factory, TestPrinters.next(), idle, Map.of())) {
            assertThat(live.status()).isInstanceOf(ServiceStatus.Running.class);
        }
    }

    /** Two ports that nobody has on any address: 0.0.0.0 cannot be had with an address of the test's own. */
    private static Map<String, String> freePorts() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
                ServerSocket tls = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            return Map.of(
                    "plain-port", Integer.toString(plain.getLocalPort()),
                    "tls-port", Integer.toString(tls.getLocalPort()));
        }
    }

    private static List<FaultCode> codesOf(ServiceStatus status) {
        return status.ports().stream()
                .map(PortStatus::fault)
                .flatMap(fault -> fault.stream().map(Fault::code))
                .toList();
    }

    /** TLS that has a certificate, or not, and fails whoever wants to begin with it. */
    private record CertificateAlone(Supplier<List<X509Certificate>> certificate) implements PrinterTls {

        @Override
        public SSLEngine newServerEngine(TlsVersions versions) {
            throw new AssertionError("nobody has connected");
        }

        @Override
        public SSLContext context() {
            throw new AssertionError("nobody has connected");
        }

        @Override
        public List<String> cipherSuites() {
            return List.of();
        }

        @Override
        public List<X509Certificate> chain() {
            return certificate.get();
        }
    }
}
