package org.printfarm.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.printfarm.simulator.machine.MachineSpec;

/** A foreign MQTT client on a machine: what it sees and what it asks for. */
final class MachineClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final MachineSpec spec;
    private final MqttClient client;
    private final List<JsonNode> documents = new CopyOnWriteArrayList<>();

    MachineClient(MachineSpec spec, String code) throws MqttException, GeneralSecurityException {
        this.spec = spec;
        String address = "ssl://" + spec.address().getHostAddress() + ":" + spec.mqttPort();
        this.client = new MqttClient(address, MqttClient.generateClientId(), new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("bblp");
        options.setPassword(code.toCharArray());
        options.setSocketFactory(trustingAll().getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(false);
        client.connect(options);
        client.subscribe(
                "device/" + spec.serial() + "/report", (topic, message) -> documents.add(read(message.getPayload())));
    }

    void ask(String json) throws MqttException {
        client.publish("device/" + spec.serial() + "/request", json.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    boolean isConnected() {
        return client.isConnected();
    }

    List<JsonNode> documents() {
        return documents;
    }

    /** The values of one field of {@code print}, in the order of the reports that had it. */
    List<String> seen(String field) {
        return documents.stream()
                .map(document -> document.path("print").path(field).asText(""))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(100, 100, false);
        client.close(true);
    }

    private static JsonNode read(byte[] payload) throws JsonProcessingException {
        return JSON.readTree(new String(payload, StandardCharsets.UTF_8));
    }

    private static SSLContext trustingAll() throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustsAll()}, null);
        return tls;
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("no clients here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // a machine signs for itself
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
