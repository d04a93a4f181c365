package org.printfarm.bambu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** What makes a machine of a broker and a folder: answers requests as printers do, with Paho. */
final class ForeignMachine implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int QOS = 1;

    private final Path storage;
    private final String reports;
    private final MqttAsyncClient client;
    private final List<JsonNode> started = new CopyOnWriteArrayList<>();

    ForeignMachine(String broker, String serial, Path storage) throws MqttException {
        this.storage = storage;
        this.reports = "device/" + serial + "/report";
        this.client = new MqttAsyncClient(broker, "machine", new MemoryPersistence());
        client.connect().waitForCompletion();
        IMqttMessageListener listener = (topic, message) -> asked(message.getPayload());
        client.subscribe("device/" + serial + "/request", QOS, listener).waitForCompletion();
    }

    /** The starts that it took. */
    List<JsonNode> started() {
        return started;
    }

    private void asked(byte[] payload) throws IOException, MqttException {
        JsonNode request = JSON.readTree(payload);
        JsonNode print = request.path("print");
        if (request.path("pushing").path("command").asText().equals("pushall")) {
            report("IDLE", "0");
        } else if (print.path("command").asText().equals("project_file")) {
            started.add(print);
            boolean there = Files.exists(storage.resolve(print.path("file").asText()));
            say("{'print':{'command':'project_file','sequence_id':'"
                    + print.path("sequence_id").asText() + "','result':'" + (there ? "success" : "fail") + "'}}");
            for (String state : List.of("PREPARE", "RUNNING", "FINISH")) {
                report(there ? state : "FAILED", print.path("task_id").asText());
            }
        }
    }

    private void report(String state, String task) throws MqttException {
        say("{'print':{'command':'push_status','msg':0,'gcode_state':'" + state + "','task_id':'" + task
                + "','sdcard':true,'fun':'0','mc_percent':50}}");
    }

    private void say(String json) throws MqttException {
        byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        MqttMessage message = new MqttMessage(payload);
        message.setQos(0);
        client.publish(reports, message);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly();
        client.close();
    }
}
