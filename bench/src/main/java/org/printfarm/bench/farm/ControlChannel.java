package org.printfarm.bench.farm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** Asks a running farm as its own commands do, without the start of a command: the time is the farm's. */
public final class ControlChannel {

    private final int port;
    private final String token;

    private ControlChannel(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /**
     * Reads where the farm listens.
     *
     * @param farm it runs
     * @throws IOException when it does not
     */
    public static ControlChannel of(Farm farm) throws IOException {
        List<String> lines = Files.readAllLines(farm.data().resolve("control"));
        return new ControlChannel(Integer.parseInt(lines.get(1)), lines.get(2));
    }

    /**
     * Asks one thing.
     *
     * @param verb what
     * @param arguments a JSON array
     * @return the answer, a line of JSON with a result
     * @throws IOException when it is an error, or none comes
     */
    public String ask(String verb, String arguments) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String line =
                    "{\"token\": \"" + token + "\", \"verb\": \"" + verb + "\", \"arguments\": " + arguments + "}\n";
            socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String answer = in.readLine();
            if (answer == null || !answer.startsWith("{\"result\":")) {
                throw new IOException("the farm did not answer " + verb);
            }
            return answer;
        }
    }
}
