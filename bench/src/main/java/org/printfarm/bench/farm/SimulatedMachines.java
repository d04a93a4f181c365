package org.printfarm.bench.farm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.printfarm.bench.machine.Children;

/** Machines of {@code ./farm simulate}, half X1C and half P1S, and the entries of a farm that has them. */
public final class SimulatedMachines implements AutoCloseable {

    /** Opens nothing but machines that live for minutes on the loopback network. */
    private static final String CODE = "Bench123";

    private static final String READY = "ready: ";

    private final Process process;
    private final Path record;

    private SimulatedMachines(Process process, Path record) {
        this.process = process;
        this.record = record;
    }

    /**
     * How machines are.
     *
     * @param count how many, 1 to 250; they are called m1, m2 …
     * @param mqttPort of each
     * @param ftpsPort of each
     * @param writeRate bytes a second that each stores
     */
    public record Plan(int count, int mqttPort, int ftpsPort, int writeRate) {

        /**
         * Where one listens.
         *
         * @param number 1 or more
         * @return dotted
         */
        public String address(int number) {
            return "127.88.1." + number;
        }

        private static boolean isX1(int number) {
            return number % 2 == 0;
        }

        private static String serial(int number) {
            return String.format(Locale.ROOT, isX1(number) ? "00M00A%09d" : "01P00A%09d", number);
        }

        private String machines() {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "defaults: {access-code: %s, mqtt-port: %d, ftps-port: %d, write-rate: %d, prepare-seconds: 2,"
                            + " print-seconds: 6, report-bytes: 12000}%nmachines:%n",
                    CODE,
                    mqttPort,
                    ftpsPort,
                    writeRate));
            for (int number = 1; number <= count; number++) {
                text.append(String.format(
                        Locale.ROOT,
                        "  m%d: {model: %s, serial: %s, address: %s}%n",
                        number,
                        isX1(number) ? "X1C" : "P1S",
                        serial(number),
                        address(number)));
            }
            return text.toString();
        }

        /**
         * Lets a farm have them.
         *
         * @param farm one that does not run
         * @param deliveries how many it serves at once, 1 to 32
         * @throws IOException when its file cannot be written
         */
        public void enter(Farm farm, int deliveries) throws IOException {
            StringBuilder text = new StringBuilder("machines:\n");
            for (int number = 1; number <= count; number++) {
                text.append(String.format(
                        Locale.ROOT,
                        "  m%d: {driver: bambu, serial: %s, address: %s, access-code: %s, mqtt-port: %d, ftps-port: %d,"
                                + " plate-gate: off}%n",
                        number,
                        serial(number),
                        address(number),
                        CODE,
                        mqttPort,
                        ftpsPort));
            }
            Path file = farm.data().resolveSibling("farm.yaml");
            String own = Files.readString(file)
                    .replace("farm: {name: bench", "farm: {name: bench, deliveries: " + deliveries);
            Files.writeString(file, own + text);
        }
    }

    /**
     * Switches machines on.
     *
     * @param folder for their files
     * @param plan how they are
     * @return when all listen
     * @throws IOException when they do not
     */
    public static SimulatedMachines start(Path folder, Plan plan) throws IOException {
        Path file = Files.writeString(folder.resolve("machines.yaml"), plan.machines());
        Path record = folder.resolve("record.jsonl");
        Process process = Children.start(new ProcessBuilder(
                        Path.of(System.getProperty("farm.home", "."))
                                .toAbsolutePath()
                                .resolve("farm")
                                .toString(),
                        "simulate",
                        file.toString(),
                        "--record",
                        record.toString())
                .redirectError(folder.resolve("simulate.log").toFile()));
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new SimulatedMachines(process, record);
            }
        }
        Children.end(process);
        throw new IOException("the simulated machines did not start");
    }

    /**
     * What was done to them.
     *
     * @return a line of JSON each: {@code at}, {@code machine}, {@code kind}, {@code details}
     * @throws IOException when it cannot be read
     */
    public List<String> record() throws IOException {
        return Files.exists(record) ? Files.readAllLines(record) : List.of();
    }

    @Override
    public void close() {
        Children.end(process);
    }
}
