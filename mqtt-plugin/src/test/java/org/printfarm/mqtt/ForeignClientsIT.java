package org.printfarm.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.mqtt.TestFarm.Running;
import org.printfarm.mqtt.client.TrustAll;

/** Clients that others wrote see what they expect. */
class ForeignClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String VERSION = "{\"info\":{\"command\":\"get_version\",\"sequence_id\":\"1\"}}";

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void closeFarm() {
        farm.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {MqttConnectOptions.MQTT_VERSION_3_1, MqttConnectOptions.MQTT_VERSION_3_1_1})
    void pahoSubscribesAsksAndIsAnswered(int version) throws MqttException {
        Running printer = farm.start();
        Queue<String> received = new ConcurrentLinkedQueue<>();
        try (org.eclipse.paho.client.mqttv3.MqttClient client = paho(printer)) {
            client.connect(pahoOptions(version, TestPrinters.ACCESS_CODE));
            client.subscribe(
                    "device/+/report",
                    1,
                    (topic, message) ->
                            received.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8)));
            for (int qos = 0; qos <= 2; qos++) {
                client.publish(
                        "device/" + printer.serial() + "/request",
                        VERSION.getBytes(StandardCharsets.UTF_8),
                        qos,
                        false);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(received)
                            .filteredOn(text -> text.contains("get_version"))
                            .hasSize(3));
            assertThat(received).anyMatch(text -> text.contains("push_status"));
            assertThat(received).allMatch(text -> text.startsWith("device/" + printer.serial() + "/report "));
            client.unsubscribe("device/+/report");
            client.disconnect();
        }
    }

    @Test
    void pahoWithAWrongCodeIsToldThatItIsNotAuthorised() throws MqttException {
        Running printer = farm.start();
        try (org.eclipse.paho.client.mqttv3.MqttClient client = paho(printer)) {
            assertThatThrownBy(() -> client.connect(pahoOptions(MqttConnectOptions.MQTT_VERSION_3_1_1, "wrong123")))
                    .isInstanceOfSatisfying(
                            MqttException.class,
                            refused -> assertThat(refused.getReasonCode())
                                    .isEqualTo(MqttException.REASON_CODE_NOT_AUTHORIZED));
        }
    }

    @Test
    void hiveMqSubscribesAsksAndIsAnswered() throws InterruptedException {
        Running printer = farm.start();
        Mqtt3BlockingClient client = hiveMq(printer)
                .useMqttVersion3()
                .simpleAuth()
                .username("bblp")
                .password(TestPrinters.ACCESS_CODE.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        try (Mqtt3BlockingClient.Mqtt3Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter("device/" + printer.serial() + "/report")
                    .qos(MqttQos.EXACTLY_ONCE)
                    .send();
            assertThat(text(publishes)).contains("push_status");
            client.publishWith()
                    .topic("device/" + printer.serial() + "/request")
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(VERSION.getBytes(StandardCharsets.UTF_8))
                    .send();
            String next = text(publishes);
            for (int count = 0; count < 10 && !next.contains("get_version"); count++) {
                next = text(publishes);
            }
            assertThat(next).contains("get_version");
        }
        client.disconnect();
    }

    @Test
    void hiveMqWithVersion5IsRefusedAndKnowsWhy() {
        Running printer = farm.start();
        assertThatThrownBy(
                        () -> hiveMq(printer).useMqttVersion5().buildBlocking().connect())
                .isInstanceOfAny(Mqtt5ConnAckException.class, RuntimeException.class)
                .hasMessageNotContaining("timeout");
    }

    private static String text(Mqtt3BlockingClient.Mqtt3Publishes publishes) throws InterruptedException {
        Mqtt3Publish publish = publishes
                .receive(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .orElseThrow(() -> new IllegalStateException("no message"));
        return new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    private static MqttClientBuilder hiveMq(Running printer) {
        return MqttClient.builder()
                .identifier("hive")
                .serverHost(printer.address().getAddress().getHostAddress())
                .serverPort(printer.address().getPort())
                .sslConfig(MqttClientSslConfig.builder()
                        .trustManagerFactory(InsecureTrustManagerFactory.INSTANCE)
                        .hostnameVerifier((host, session) -> true)
                        .build());
    }

    private static org.eclipse.paho.client.mqttv3.MqttClient paho(Running printer) throws MqttException {
        String url = "ssl://" + printer.address().getAddress().getHostAddress() + ":"
                + printer.address().getPort();
        return new org.eclipse.paho.client.mqttv3.MqttClient(url, "paho", new MemoryPersistence());
    }

    private static MqttConnectOptions pahoOptions(int version, String code) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(version);
        options.setUserName("bblp");
        options.setPassword(code.toCharArray());
        options.setSocketFactory(TrustAll.context().getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(false);
        options.setKeepAliveInterval(5);
        return options;
    }
}
