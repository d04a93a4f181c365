package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.ServiceStatus;

/** {@code Running} means: serves now. */
class LivenessProbeIT {

    private static final int PORT = 31_777;

    private static final Limits OFTEN = new Limits(
            Duration.ofSeconds(20),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(5),
            TestFarm.PATIENCE,
            Duration.ofMillis(50),
            Duration.ofSeconds(1));

    private final List<Boolean> own = new CopyOnWriteArrayList<>();
    private final List<ServiceStatus> shown = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void aPortThatAnswersIsLookedAtAgainAndAgainAndKnowsTheHostsConnections() {
        Printer printer = TestFarm.printers(1).get(0);
        FakePlugin plugin = new FakePlugin("bind", PORT).behaving(context -> new Door(context, true));
        try (TestFarm farm = new TestFarm(OFTEN)) {
            farm.board.onChange((id, type, status) -> shown.add(status));
            farm.startAndWait(List.of(plugin), List.of(printer));
            TestFarm.eventually(() -> own.size() > 5);

            assertThat(own).as("the host's own").containsOnly(true);
            assertThat(shown).allMatch(status -> status instanceof ServiceStatus.Running);
            assertThat(plugin.calls).containsOnlyOnce("create " + printer.id()).doesNotContain("close " + printer.id());
        }
    }

    @Test
    void aPortWhereNobodyTakesConnectionsIsShownAndItsServiceMadeAnew() {
        Printer printer = TestFarm.printers(1).get(0);
        FakePlugin plugin =
                new FakePlugin("bind", PORT).behaving(context -> new Door(context, made.incrementAndGet() > 1));
        try (TestFarm farm = new TestFarm(OFTEN)) {
            farm.board.onChange((id, type, status) -> shown.add(status));
            farm.startAndWait(List.of(plugin), List.of(printer));
            TestFarm.eventually(() -> own.size() > 2);

            assertThat(shown.toString()).contains("nobody takes connections on tcp");
            assertThat(farm.status(printer, plugin)).isInstanceOf(ServiceStatus.Running.class);
            assertThat(plugin.calls)
                    .containsSubsequence(
                            "create " + printer.id(),
                            "start " + printer.id(),
                            "close " + printer.id(),
                            "create " + printer.id(),
                            "start " + printer.id());
            assertThat(made).hasValue(2);
        }
    }

    @Test
    void portsThatAreOpenOnDemandAreLeftAlone() {
        Printer printer = TestFarm.printers(1).get(0);
        PortClaim passive = PortClaim.onDemandTcp(printer.bindAddress(), PORT + 1, PORT + 1);
        FakePlugin plugin = new FakePlugin("ftp", PORT).behaving(context -> new Door(context, true) {
            @Override
            public ServiceStatus start() {
                PortStatus control = super.start().ports().get(0);
                return ServiceStatus.of(List.of(control, PortStatus.listening(passive)));
            }
        });
        try (TestFarm farm = new TestFarm(OFTEN)) {
            farm.startAndWait(List.of(plugin), List.of(printer));
            TestFarm.eventually(() -> own.size() > 5);

            assertThat(farm.status(printer, plugin)).isInstanceOf(ServiceStatus.Running.class);
        }
    }

    /** A service with one port, whose connections somebody takes or nobody. */
    private class Door implements FakePlugin.Behaviour {
        private final PrinterContext context;
        private final boolean isAlive;
        private @Nullable ServerSocket socket;

        Door(PrinterContext context, boolean isAlive) {
            this.context = context;
            this.isAlive = isAlive;
        }

        @Override
        public ServiceStatus start() {
            try {
                ServerSocket bound = new ServerSocket();
                bound.setReuseAddress(true);
                bound.bind(new InetSocketAddress(context.printer().bindAddress(), PORT));
                socket = bound;
                if (isAlive) {
                    Thread acceptor = new Thread(() -> accept(bound), "door");
                    acceptor.setDaemon(true);
                    acceptor.start();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return ServiceStatus.of(
                    List.of(PortStatus.listening(PortClaim.tcp(context.printer().bindAddress(), PORT))));
        }

        private void accept(ServerSocket bound) {
            try {
                while (true) {
                    try (Socket peer = bound.accept()) {
                        own.add(context.isOwnProbe(peer.getRemoteSocketAddress()));
                    }
                }
            } catch (IOException closed) {
                assertThat(bound.isClosed()).isTrue();
            }
        }

        @Override
        public void close() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
