package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.printfarm.host.client.AnyCertificate;

/** A slicer that talks to one printer as BambuStudio does, by other people's MQTT and FTPS clients. */
final class SlicerAtWork implements AutoCloseable {

    static final int FTP_PORT = 9990;

    private static final int PATIENCE_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    private final Inet4Address address;
    private final String serial;
    private final MqttClient mqtt;
    private final BlockingQueue<JsonNode> reports = new LinkedBlockingQueue<>();

    SlicerAtWork(Inet4Address address, String serial) throws MqttException {
        this(address, serial, "studio-" + serial);
    }

    /** One of several at a printer: with a client id of its own it takes nobody's place. */
    SlicerAtWork(Inet4Address address, String serial, String client) throws MqttException {
        this.address = address;
        this.serial = serial;
        this.mqtt = new MqttClient("ssl://" + address.getHostAddress() + ":8883", client, new MemoryPersistence());
    }

    /** Logs in over MQTT and subscribes to the printer's reports. */
    SlicerAtWork connect() throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("bblp");
        options.setPassword(FarmFile.ACCESS_CODE.toCharArray());
        options.setSocketFactory(anyFarm("TLS").getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(false);
        options.setConnectionTimeout(PATIENCE_SECONDS);
        mqtt.setTimeToWait(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        mqtt.connect(options);
        mqtt.subscribe(
                "device/" + serial + "/report",
                0,
                (topic, message) -> reports.add(JSON.readTree(message.getPayload())));
        return this;
    }

    /** Sends a request as a slicer does, at QoS 1 and ended by a NUL. */
    void request(String json) throws MqttException {
        byte[] payload = (json + "\0").getBytes(StandardCharsets.UTF_8);
        mqtt.publish("device/" + serial + "/request", payload, 1, false);
    }

    /** Presses Print for a file, whether it is there yet or not. */
    void print(String file, String md5) throws MqttException {
        request(String.format(
                Locale.ROOT,
                "{\"print\":{\"sequence_id\":\"20001\",\"command\":\"project_file\",\"param\":\"Metadata/plate_2.gcode\","
                        + "\"project_id\":\"0\",\"profile_id\":\"0\",\"task_id\":\"0\",\"subtask_id\":\"0\",\"subtask_name\":\"%s\","
                        + "\"url\":\"ftp:///%s\",\"md5\":\"%s\",\"timelapse\":true,\"bed_levelling\":1,\"use_ams\":false,\"ams_mapping\":[0]}}",
                file,
                file,
                md5));
    }

    /** Waits for the first report that is as wanted; those before it are gone. */
    JsonNode await(String what, Predicate<JsonNode> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        JsonNode last = null;
        while (System.nanoTime() < deadline) {
            JsonNode report = reports.poll(1, TimeUnit.SECONDS);
            last = report == null ? last : report;
            if (report != null && wanted.test(report)) {
                return report;
            }
        }
        throw new AssertionError(serial + " never reported " + what + "; last was " + last);
    }

    /** Waits for a state of the printer for a file. */
    JsonNode awaitState(String state, String file) throws InterruptedException {
        return await(
                state + " of " + file,
                report -> report.at("/print/command").asText().equals("push_status")
                        && report.at("/print/gcode_state").asText().equals(state)
                        && report.at("/print/gcode_file").asText().contains(file));
    }

    /** Uploads files in one session, in the order of the map; each must be acknowledged by 226. */
    void upload(Map<String, byte[]> files) throws Exception {
        try (UploadSession session = new UploadSession(address)) {
            assertThat(session.login(FarmFile.ACCESS_CODE)).isEqualTo(230);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                assertThat(session.store(file.getKey(), file.getValue())).isEqualTo(226);
            }
        }
    }

    /** TLS that takes any certificate. */
    static SSLContext anyFarm(String protocol) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        return context;
    }

    @Override
    public void close() throws MqttException {
        mqtt.disconnectForcibly(100, 100);
        mqtt.close();
    }
}
