package org.printfarm.host;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.printfarm.api.PrinterModel;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.simulator.SimulatedMachine;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;

/**
 * What a farm's hosts meet on their LAN, as a program of its own that runs in a namespace: a machine for each printer, with a record
 * in a file, and slicers that ask each printer who it is, upload to it and press Print, again and again, until a line comes on standard
 * input; when that ends, the machines go too. It tells each success on standard output: {@code answer NUMBER}, {@code stored FILE}; and {@code refused REPLY}.
 */
final class LanProgram {

    /** Of the machines. */
    static final String CODE = "Abcd1234";

    private static final int MQTT_PORT = 18_883;
    private static final int FTPS_PORT = 10_990;
    private static final int BIND_PORT = 3000;
    private static final int STORED = 226;
    private static final int LOGGED_IN = 230;
    private static final int QUESTION_MILLIS = 200;
    private static final int UPLOAD_MILLIS = 2_000;

    /** Those of a host that went keep a thread until they give up. */
    private static final int UPLOADS_AT_ONCE = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration UPLOAD_PATIENCE = Duration.ofSeconds(5);

    private final AtomicInteger files = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4, LanProgram::daemon);
    private final ExecutorService uploads = Executors.newFixedThreadPool(UPLOADS_AT_ONCE, LanProgram::daemon);

    private LanProgram() {}

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** Where printer {@code bay-number} is. */
    static String printer(int number) {
        return "10.9.0." + (50 + number);
    }

    /** Where machine {@code m-number} is; the namespace must have it. */
    static String machine(int number) {
        return "10.9.0." + (100 + number);
    }

    static String machineSerial(int number) {
        return "01P00A00000070" + number;
    }

    /** A farm's entry for a machine. */
    static String entry(int number) {
        return "  m%d: {driver: bambu, serial: %s, address: %s, access-code: %s, mqtt-port: %d, ftps-port: %d, plate-gate: off}\n"
                .formatted(number, machineSerial(number), machine(number), CODE, MQTT_PORT, FTPS_PORT);
    }

    /** Begins: how many printers, and the file for the machines' record. */
    public static void main(String[] arguments) throws IOException {
        int printers = Integer.parseInt(arguments[0]);
        LanProgram program = new LanProgram();
        List<SimulatedMachine> machines = new ArrayList<>();
        try (MachineRecord record = MachineRecord.open(Path.of(arguments[1]))) {
            for (int number = 1; number <= printers; number++) {
                machines.add(SimulatedMachine.start(spec(number), record));
            }
            for (int number = 1; number <= printers; number++) {
                program.use(number);
            }
            say("ready: the LAN");
            program.untilToldToStop();
            machines.forEach(SimulatedMachine::close);
        }
    }

    private void untilToldToStop() throws IOException {
        while (System.in.read() >= 0) {
            timer.shutdownNow();
        }
    }

    private static MachineSpec spec(int number) throws IOException {
        return new MachineSpec(
                "m" + number,
                PrinterModel.P1S,
                machineSerial(number),
                InetAddress.getByName(machine(number)),
                CODE,
                MQTT_PORT,
                FTPS_PORT,
                1_000_000,
                20,
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                1L << 30,
                0,
                List.of(),
                Set.of());
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }

    private void use(int number) {
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(() -> ask(number), 0, QUESTION_MILLIS, TimeUnit.MILLISECONDS);
        unused = timer.scheduleAtFixedRate(
                () -> uploads.execute(() -> print(number)), 0, UPLOAD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void ask(int number) {
        try {
            if (new DetectClient(PATIENCE)
                    .detect(printer(number), BIND_PORT, false)
                    .serial()
                    .equals(FarmFile.serial(number))) {
                say("answer " + number);
            }
        } catch (ClientException e) {
            // Whoever waits for an answer sees that there is none.
            return;
        }
    }

    private void print(int number) {
        String name = "bay-" + number + "-" + files.incrementAndGet() + ".gcode.3mf";
        try {
            Inet4Address address = (Inet4Address) InetAddress.getByName(printer(number));
            byte[] content = SlicedFile.named(name);
            try (UploadSession session = new UploadSession(address, UPLOAD_PATIENCE)) {
                int login = session.login(FarmFile.ACCESS_CODE);
                if (login != LOGGED_IN || session.store(name, content) != STORED) {
                    say("refused " + session.reply().strip());
                    return;
                }
            }
            say("stored " + name);
            try (SlicerAtWork slicer = new SlicerAtWork(address, FarmFile.serial(number), name).connect()) {
                slicer.print(name, md5(content));
            }
        } catch (Exception e) {
            // As above: what is not acknowledged is not expected.
            return;
        }
    }

    private static String md5(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }
}
