package org.printfarm.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.apache.mina.core.session.DefaultIoSessionDataStructureFactory;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.session.IoSessionAttributeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.TlsVersions;

/** What is thrown while a data connection comes, and who is served then. */
class DataAcceptorIT {

    private static final long LIMIT_SECONDS = 20;

    private final AtomicInteger restarts = new AtomicInteger();
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final List<String> codes = new CopyOnWriteArrayList<>();
    private final DataAcceptor data = new DataAcceptor(1, restarts::incrementAndGet);
    private final InetSocketAddress address = new InetSocketAddress(Loopback.next(), 19_991);

    @BeforeEach
    void makeKey() {
        TestTls.shared();
    }

    @AfterEach
    void close() {
        data.close();
    }

    private void failOnce() {
        if (armed.getAndSet(false)) {
            throw new StackOverflowError("made by a test");
        }
    }

    private SSLEngine engine() {
        failOnce();
        return TestTls.shared().newServerEngine(TlsVersions.TLS_1_2);
    }

    private CompletableFuture<TransferOutcome> open() {
        DataRules rules = new DataRules(
                InetAddress.getLoopbackAddress(),
                this::engine,
                Duration.ofSeconds(LIMIT_SECONDS),
                (kind, port, from, code) -> codes.add(code));
        CompletableFuture<TransferOutcome> end = new CompletableFuture<>();
        new ListingTask("", end::complete).start(data.open(address, rules).orElseThrow());
        return end;
    }

    private void dial() throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(8);
        }
    }

    private void assertServed(CompletableFuture<TransferOutcome> end) throws Exception {
        dial();
        assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(new TransferOutcome.Failed(TransferFault.TLS));
        assertThat(codes).contains("NOT_TLS");
    }

    @Test
    void anErrorOfOneConnectionEndsThatOneAndItsPortIsFree() throws Exception {
        CompletableFuture<TransferOutcome> end = open();
        dial();
        assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(new TransferOutcome.Failed(TransferFault.INTERNAL));
        assertServed(open());
        assertThat(restarts).hasValue(0);
    }

    @Test
    void aPortThatWaitsOutlivesItsAcceptor() throws Exception {
        data.ports().acceptor().setSessionDataStructureFactory(new DefaultIoSessionDataStructureFactory() {
            @Override
            public IoSessionAttributeMap getAttributeMap(IoSession session) throws Exception {
                failOnce();
                return super.getAttributeMap(session);
            }
        });
        CompletableFuture<TransferOutcome> end = open();
        try (Socket lost = new Socket(address.getAddress(), address.getPort())) {
            await().untilAsserted(() -> assertThat(restarts).hasValue(1));
            assertThat(lost.isConnected()).isTrue();
        }
        assertServed(end);
    }
}
