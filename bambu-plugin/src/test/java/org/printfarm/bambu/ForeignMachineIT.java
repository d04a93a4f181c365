package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.RecordingMachine;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.MachineStatus.Activity;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;

/** A machine of other people's parts: mosquitto, vsftpd, and Paho between them. */
class ForeignMachineIT {

    private static final String SERIAL = "01P00A000000001";
    private static final int MQTT_PORT = 9883;
    private static final int FTPS_PORT = 9990;

    @TempDir
    private Path folder;

    @Test
    void aJobIsDeliveredStartedAndFollowedToItsEnd() throws Exception {
        assumeTrue(
                ForeignServer.missing().isEmpty(),
                () -> "skipped: " + ForeignServer.missing().orElseThrow());
        ForeignServer.certificate(folder, SERIAL);
        String address = Loopback.next().getHostAddress();
        String broker = "tcp://" + address + ":" + (MQTT_PORT + 1);
        try (ForeignServer files = ForeignServer.vsftpd(folder, address, FTPS_PORT);
                ForeignServer messages = ForeignServer.mosquitto(folder, address, MQTT_PORT);
                ForeignMachine machine = new ForeignMachine(broker, SERIAL, folder.resolve("root"));
                BambuDriverFactory factory = new BambuDriverFactory();
                RecordingMachine host = new RecordingMachine("m");
                Driver driver = factory.create(host, factory.readSettings(settings(address)))) {
            assertThat(messages).isNotNull();
            driver.open();
            await().atMost(Trial.PATIENCE).until(() -> host.is(Connection.ONLINE));
            PrintOrder order = ForeignServer.writable(Trial.order(folder, 500_000));
            VsftpdIT.upload(host, address, FTPS_PORT).send(order, sent -> {});
            assertThat(files.stored(order)).hasSize(order.bytes());
            driver.start(order);
            await().atMost(Trial.PATIENCE).until(() -> host.last().orElseThrow().activity() == Activity.FINISHED);
            assertThat(host.last().orElseThrow().taskId()).hasValue(order.taskId());
            assertThat(machine.started())
                    .singleElement()
                    .satisfies(start -> assertThat(start.path("md5").asText()).isEqualTo(order.md5()));
        }
    }

    private static TestSettings settings(String address) {
        return TestSettings.of(Map.of(
                "serial",
                SERIAL,
                "address",
                address,
                "access-code",
                "Abcd1234",
                "mqtt-port",
                Integer.toString(MQTT_PORT),
                "ftps-port",
                Integer.toString(FTPS_PORT)));
    }
}
