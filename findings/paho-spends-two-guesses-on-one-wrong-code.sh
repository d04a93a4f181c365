#!/bin/bash
# One would guess: a client that is refused for its password tells so; it tries once for one call of connect.
# What happens: Paho's MqttClient, left at its default version, takes every refusal (2, 3, 4 and 5 as well as 1) as a reason to dial
# again at once and log in once more with MQTT 3.1, with the same user and password.
# Seen with org.eclipse.paho.client.mqttv3 1.2.5 on JDK 17 on 2026-11-27.
# Why it matters: a limit of five guesses is three calls of such a client, and a server that refuses 3.1 with 1 makes it report
# "invalid protocol version" where the access code was wrong. Count distinct codes, not logins.
cd "$(dirname "$0")" && . ./lib.sh
jars org.eclipse.paho:org.eclipse.paho.client.mqttv3:1.2.5
cat >"$work/Guesses.java" <<'J'
import java.io.InputStream;
import java.net.*;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.*;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

public class Guesses {
    static final List<String> logins = new CopyOnWriteArrayList<>();

    public static void main(String[] arguments) throws Exception {
        for (int code = 2; code <= 5; code++) {
            logins.clear();
            try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
                int answer = code;
                Thread thread = new Thread(() -> serve(server, answer));
                thread.start();
                MqttClient client = new MqttClient("tcp://127.0.0.1:" + server.getLocalPort(), "x", new MemoryPersistence());
                MqttConnectOptions options = new MqttConnectOptions();
                options.setUserName("bblp");
                options.setPassword("12345678".toCharArray());
                try {
                    client.connect(options);
                } catch (MqttException e) {
                    System.out.println("answered " + code + ": logins " + logins + ", told " + e.getReasonCode());
                }
                client.close(true);
            }
        }
    }

    static void serve(ServerSocket server, int code) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    InputStream in = socket.getInputStream();
                    in.read();
                    byte[] connect = in.readNBytes(in.read());
                    int name = connect[1];
                    logins.add(new String(connect, 2, name) + " " + connect[2 + name]);
                    socket.getOutputStream().write(new byte[] {0x20, 2, 0, (byte) code});
                    in.read();
                }
            }
        } catch (java.io.IOException closed) {
            return;
        }
    }
}
J
java_file Guesses.java
says 'answered 3: logins [MQTT 4, MQIsdp 3], told 3' 'answered 4: logins [MQTT 4, MQIsdp 3], told 4' \
    'answered 5: logins [MQTT 4, MQIsdp 3], told 5'
holds
