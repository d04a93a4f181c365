package org.printfarm.bench.load;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.settings.Secret;
import org.printfarm.mqtt.message.StatusText;
import org.printfarm.mqtt.model.StatusReport;

/** Hands a broker what the farm makes by itself: every printer's full status once a second. */
final class StatusPublisher implements AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;
    private static final long FREE_BYTES = 20L << 30;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Socket socket = new Socket();
    private final List<Topic> topics;
    private long sequence;

    private record Topic(String name, StatusText status) {}

    StatusPublisher(InetSocketAddress broker, List<Target> printers, String code) throws IOException {
        this.topics = printers.stream()
                .map(printer -> new Topic(topic(printer), StatusText.of(report(printer, code))))
                .toList();
        socket.connect(broker, TIMEOUT_MS);
        socket.getOutputStream().write(MqttPackets.connect("publisher", code));
        var unused = timer.scheduleAtFixedRate(this::publishAll, 0, 1, TimeUnit.SECONDS);
    }

    static String topic(Target printer) {
        return "device/" + printer.serial() + "/report";
    }

    private static StatusReport report(Target target, String code) {
        Inet4Address address = (Inet4Address) target.address().getAddress();
        PrinterIdentity identity = new PrinterIdentity(target.serial(), PrinterModel.X1C, "Bay", "01.09.00.00");
        Printer printer = new Printer("bay", identity, address, address, Secret.of(code));
        PrintStatus idle = new PrintStatus(PrintPhase.IDLE, Optional.empty(), FREE_BYTES, 32L << 30);
        return StatusReport.of(printer, idle);
    }

    private void publishAll() {
        sequence++;
        try {
            for (Topic topic : topics) {
                socket.getOutputStream()
                        .write(MqttPackets.publish(topic.name(), topic.status().numbered(sequence, FREE_BYTES)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the broker is gone", e);
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        socket.close();
    }
}
