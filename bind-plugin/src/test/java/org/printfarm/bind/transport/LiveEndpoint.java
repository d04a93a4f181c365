package org.printfarm.bind.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.bind.exchange.Endpoint;
import org.printfarm.bind.respond.DetectResponder;
import org.printfarm.bind.respond.LoginReply;
import org.printfarm.bind.respond.Responder;
import org.printfarm.bind.respond.SequenceIdMode;

/** Both ports of one address, with a responder of the test's own. */
final class LiveEndpoint implements AutoCloseable {

    static final Responder DETECT = new DetectResponder(
            new PrinterIdentity("01P00A391800001", PrinterModel.P1S, "Bay 1", "01.09.00.00"),
            SequenceIdMode.FIXED,
            LoginReply.CLOSE);

    private final BindAcceptors acceptors;
    private final TestScheduler scheduler = new TestScheduler();
    private final List<PrinterEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private final Endpoint plain;
    private final Endpoint tls;

    LiveEndpoint(BindAcceptors acceptors, Responder responder) {
        this.acceptors = acceptors;
        Inet4Address address = Loopback.next();
        plain = endpoint(new InetSocketAddress(address, 3000), Optional.empty(), responder);
        tls = endpoint(new InetSocketAddress(address, 3002), Optional.of(TestTls.shared()), responder);
        assertThat(acceptors.listen(plain, scheduler)).isEmpty();
        assertThat(acceptors.listen(tls, scheduler)).isEmpty();
    }

    private Endpoint endpoint(InetSocketAddress local, Optional<PrinterTls> tlsOrNot, Responder responder) {
        return new Endpoint(
                local,
                "port",
                tlsOrNot,
                responder,
                Duration.ofSeconds(10),
                peer -> false,
                () -> true,
                events::add,
                restarts::incrementAndGet);
    }

    InetSocketAddress plain() {
        return plain.local();
    }

    InetSocketAddress tls() {
        return tls.local();
    }

    List<PrinterEvent> events() {
        return List.copyOf(events);
    }

    /** How often a loop was taken up again, counted for each port. */
    AtomicInteger restarts() {
        return restarts;
    }

    @Override
    public void close() {
        acceptors.silence(plain);
        acceptors.silence(tls);
        scheduler.close();
    }
}
