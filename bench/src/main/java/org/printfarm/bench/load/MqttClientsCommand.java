package org.printfarm.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code mqtt}: clients that follow printers, of a farm or through a broker. Prints what has come when all are subscribed,
 * and again for each line on its standard input; ends with its input.
 */
@Command(name = "mqtt")
final class MqttClientsCommand implements Callable<Integer> {

    @Option(names = "--targets", required = true)
    private String targets = "";

    @Option(names = "--each")
    private int each = 2;

    @Option(names = "--code", required = true)
    private String code = "";

    /** The broker's TLS port and, for the publisher, its plain one; both 0 for a farm. */
    @Option(names = "--broker-port")
    private int brokerPort;

    @Option(names = "--publish-port")
    private int publishPort;

    @Override
    public Integer call() throws Exception {
        List<Target> printers = Target.range(targets);
        try (MqttClients clients = new MqttClients(code)) {
            for (int number = 0; number < each; number++) {
                for (Target printer : printers) {
                    clients.add(
                            brokerPort == 0
                                    ? printer.address()
                                    : new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort),
                            "bench-" + number + (brokerPort == 0 ? "" : "-" + printer.serial()),
                            StatusPublisher.topic(printer));
                }
            }
            clients.awaitAll();
            if (brokerPort == 0) {
                tell(clients);
            } else {
                publishAndTell(clients, printers);
            }
        }
        return 0;
    }

    private void publishAndTell(MqttClients clients, List<Target> printers) throws IOException {
        InetSocketAddress broker = new InetSocketAddress(InetAddress.getLoopbackAddress(), publishPort);
        try (StatusPublisher publisher = new StatusPublisher(broker, printers, code)) {
            tell(clients);
        }
    }

    private static void tell(MqttClients clients) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        do {
            System.out.println(clients.counts());
        } while (in.readLine() != null);
    }
}
