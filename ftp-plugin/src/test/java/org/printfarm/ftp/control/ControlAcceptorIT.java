package org.printfarm.ftp.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.DefaultIoSessionDataStructureFactory;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.session.IoSessionAttributeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.ftp.session.ControlWire;
import org.printfarm.ftp.session.FtpSession;

/** An Error that escapes into MINA's threads, which MINA itself does not survive. */
class ControlAcceptorIT {

    private static final int LIMIT_MILLIS = 20_000;

    private final AtomicInteger restarts = new AtomicInteger();
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final List<String> codes = new CopyOnWriteArrayList<>();
    private final ControlAcceptor control = new ControlAcceptor(1, restarts::incrementAndGet);
    private final InetSocketAddress one = new InetSocketAddress(Loopback.next(), 19_990);
    private final InetSocketAddress other = new InetSocketAddress(Loopback.next(), 19_990);
    private final Endpoint endpoint = new Endpoint() {
        @Override
        public SSLEngine newEngine() {
            return TestTls.shared().newServerEngine(TlsVersions.TLS_1_2);
        }

        @Override
        public boolean isOwnProbe(InetSocketAddress peer) {
            return false;
        }

        @Override
        public boolean mayAnswer() {
            return true;
        }

        @Override
        public FtpSession open(ControlWire wire, InetSocketAddress peer, InetSocketAddress local) {
            throw new IllegalStateException("no handshake is completed here");
        }

        @Override
        public void publish(PrinterEvent.Kind kind, InetSocketAddress local, InetSocketAddress peer, String code) {
            codes.add(code);
        }

        @Override
        public void publishNoDescriptors(InetSocketAddress local) {
            codes.add("NO_DESCRIPTORS");
        }
    };

    @BeforeEach
    void makeKey() {
        TestTls.shared();
    }

    @AfterEach
    void close() {
        control.close();
    }

    private void failOnce() {
        if (armed.getAndSet(false)) {
            throw new StackOverflowError("made by a test");
        }
    }

    private void bind() throws IOException {
        control.bind(one, endpoint);
        control.bind(other, endpoint);
    }

    private static void dialAndLeave(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
        }
    }

    private void assertServes(InetSocketAddress address) throws IOException {
        codes.clear();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write("USER bblp\r\n".getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(codes).contains("NOT_TLS"));
        }
        assertThat(control.isBound(address, endpoint)).isTrue();
    }

    @Test
    void aProcessorGoesOn() throws Exception {
        control.ports().acceptor().getFilterChain().addFirst("bomb", new IoFilterAdapter() {
            @Override
            public void sessionOpened(NextFilter next, IoSession session) {
                failOnce();
                next.sessionOpened(session);
            }
        });
        bind();
        dialAndLeave(one);
        await().untilAsserted(() -> assertThat(restarts).hasValue(1));
        assertServes(one);
        assertServes(other);
    }

    @Test
    void anAcceptorIsReplacedOnAllItsPorts() throws Exception {
        control.ports().acceptor().setSessionDataStructureFactory(new DefaultIoSessionDataStructureFactory() {
            @Override
            public IoSessionAttributeMap getAttributeMap(IoSession session) throws Exception {
                failOnce();
                return super.getAttributeMap(session);
            }
        });
        bind();
        dialAndLeave(one);
        await().untilAsserted(() -> assertThat(restarts).hasValue(1));
        assertServes(one);
        assertServes(other);
        control.unbind(one, endpoint);
        control.bind(one, endpoint);
        assertServes(one);
    }
}
