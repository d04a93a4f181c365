package org.printfarm.bind.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Scanner;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.contract.TestTls;
import org.printfarm.bind.exchange.ConnectionLimiter;
import org.printfarm.bind.exchange.Endpoint;

/**
 * Both ports of one address in a process of their own, whose limit of open files the test sets. Prints {@code ready}, then a
 * line for each event; ends with its standard input.
 */
final class StarvedAcceptors {

    /** Longer than a test: connections that say nothing shall stay. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

    /** More than there are descriptors, whatever the number of peers. */
    private static final int SESSIONS = 1_024;

    private StarvedAcceptors() {}

    public static void main(String[] args) throws Exception {
        InetAddress address = InetAddress.getByName(args[0]);
        try (BindAcceptors acceptors = new BindAcceptors(new ConnectionLimiter(SESSIONS, SESSIONS, SESSIONS));
                TestScheduler scheduler = new TestScheduler();
                Scanner untilTheTestEnds = new Scanner(System.in, StandardCharsets.UTF_8)) {
            acceptors.listen(endpoint(new InetSocketAddress(address, 3000), false), scheduler);
            acceptors.listen(endpoint(new InetSocketAddress(address, 3002), true), scheduler);
            System.out.println("ready");
            while (untilTheTestEnds.hasNextLine()) {
                untilTheTestEnds.nextLine();
            }
        }
    }

    private static Endpoint endpoint(InetSocketAddress local, boolean secure) {
        return new Endpoint(
                local,
                "port",
                secure ? Optional.of(TestTls.shared()) : Optional.empty(),
                LiveEndpoint.DETECT,
                READ_TIMEOUT,
                peer -> false,
                () -> true,
                event -> System.out.println(event.kind() + " " + event.code() + " " + event.port()),
                () -> {});
    }
}
