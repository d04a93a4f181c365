package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.mqtt.client.Packets;
import org.printfarm.mqtt.client.RawClient;
import org.printfarm.mqtt.transport.Breakable;
import org.printfarm.mqtt.transport.MqttListeners;

/** An Error where all printers are served: the host is told, and everybody is served on. */
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Breakable breakable = new Breakable();
    private final MqttListeners listeners = breakable.listeners();
    private final RecordingContext context = new RecordingContext(TestPrinters.next());
    private final MqttService service = service();
    private final InetSocketAddress address =
            new InetSocketAddress(context.printer().bindAddress(), 8883);

    private MqttService service() {
        MqttSettings settings = new MqttServiceFactory().readSettings(TestSettings.of(Map.of("push-interval", "5s")));
        PortClaim claim = PortClaim.tcp(context.printer().bindAddress(), settings.port());
        return new MqttService(context, settings, claim, listeners);
    }

    @BeforeEach
    void start() {
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
    }

    @AfterEach
    void stop() {
        service.close();
        listeners.close();
        context.close();
    }

    @Test
    void loopThatFailsIsToldAndGoesOn() throws IOException {
        try (RawClient before = RawClient.loggedIn(address, "before")) {
            breakable.breakLoop();
            before.send(Packets.ping());
            before.next(Packets.PINGRESP);
            assertToldOnceAndServing();
            before.send(Packets.ping());
            before.next(Packets.PINGRESP);
        }
    }

    @Test
    void acceptorThatFailsIsToldAndGoesOn() throws IOException {
        try (RawClient before = RawClient.loggedIn(address, "before")) {
            breakable.breakAccepting();
            new Socket(address.getAddress(), address.getPort()).close();
            assertToldOnceAndServing();
            before.send(Packets.ping());
            before.next(Packets.PINGRESP);
        }
    }

    @Test
    void connectionThatCannotBeFurnishedLeavesAnEvent() throws IOException {
        context.probeFrom(peer -> {
            throw new OutOfMemoryError("test");
        });
        try (Socket unlucky = new Socket(address.getAddress(), address.getPort())) {
            unlucky.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(unlucky.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(context.codes(Kind.FAULT)).containsExactly("HANDLER");
        context.probeFrom(peer -> false);
        RawClient.loggedIn(address, "after").close();
    }

    private void assertToldOnceAndServing() throws IOException {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(context.statuses())
                        .singleElement()
                        .satisfies(status -> {
                            assertThat(status).isInstanceOf(ServiceStatus.Degraded.class);
                            assertThat(((ServiceStatus.Degraded) status).fault().code())
                                    .isEqualTo(FaultCode.INTERNAL);
                        }));
        assertThat(breakable.isBroken()).isTrue();
        assertThat(context.codes(Kind.FAULT)).containsExactly("RESTARTED");
        assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
        RawClient.loggedIn(address, "after").close();
    }
}
