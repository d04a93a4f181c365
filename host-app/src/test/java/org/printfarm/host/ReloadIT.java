package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPSClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.host.app.Farm;
import org.printfarm.host.app.FarmException;
import org.printfarm.host.app.FarmSource;
import org.printfarm.host.app.Farms;
import org.printfarm.host.cli.FarmCommand;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.PrinterView;
import org.printfarm.host.view.ReloadView;

/** One farm whose file is changed while slicers are at work. The long storm: {@code -Dstorm.reloads=200 -Dstorm.slicers=100}. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
final class ReloadIT {

    private static final int PRINTERS = 8;
    private static final int RELOADS = Integer.getInteger("storm.reloads", 6);
    private static final int SLICERS = Integer.getInteger("storm.slicers", 4);

    /** Printers of the storm that stay as they are: one for each four slicers, two at least. */
    private static final int CALM = Math.max(2, SLICERS / 4);

    /** Their numbers, beyond the second. */
    private static final int CALM_BAYS = 100;

    /** The addresses of those begin here. */
    private static final int MORE = PRINTERS + 1;

    private static final String NEW_CODE = "nEwc0d31";
    private static final int WELCOME = 0;
    private static final int NOT_AUTHORISED = 5;

    @TempDir
    private static Path folder;

    private static List<Inet4Address> addresses;
    private static FarmProcess farm;

    @BeforeAll
    static void start() throws Exception {
        addresses = Stream.generate(Loopback::next).limit(MORE + CALM).toList();
        write(Stream.of(bay(1), bay(2), bay(3)));
        farm = FarmProcess.start(folder, "run").awaitReady();
        farm.awaitLog("classes=loaded");
    }

    @AfterAll
    static void stop() {
        farm.close();
    }

    private static String bay(int number) {
        return bay(number, number, "Bay " + number, "");
    }

    private static String bay(int number, int address, String name, String more) {
        return String.format(
                Locale.ROOT,
                "  bay-%d: {name: %s, serial: %s, address: %s%s}%n",
                number,
                name,
                FarmFile.serial(number),
                addresses.get(address).getHostAddress(),
                more);
    }

    private static void write(Stream<String> printers) throws IOException {
        write("", printers);
    }

    private static void write(String farmSetting, Stream<String> printers) throws IOException {
        Path file = folder.resolve("farm.yaml");
        Path whole = folder.resolve("farm.yaml.new");
        StringBuilder text = new StringBuilder(
                "farm: {name: test, data: data, services: {web: off}, plugins: " + FarmFile.pluginsFolder()
                        + farmSetting + "}\ndefaults: {model: P1S, access-code: " + FarmFile.ACCESS_CODE
                        + ", services: {bind: on, mqtt: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}}}\nprinters:\n");
        printers.forEach(text::append);
        Files.move(
                Files.writeString(whole, text),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static ReloadView reload(boolean checkOnly) throws FarmException {
        try (Farm running = Farms.running(new FarmSource(folder.resolve("farm.yaml")))) {
            return running.reload(checkOnly);
        }
    }

    private static String nameAt(int address) throws ClientException {
        return new DetectClient(FarmProcess.PATIENCE)
                .detect(addresses.get(address).getHostAddress(), 3000, false)
                .name();
    }

    @Test
    void onlyWhatChangedRestartsAndOtherPrintersKeepTheirSessionsAndUploads() throws Exception {
        write(Stream.of(bay(1), bay(2), bay(3)));
        reload(false);
        FTPSClient ftp = new FTPSClient(true, SlicerAtWork.anyFarm("TLSv1.2"));
        try (SlicerAtWork watching = new SlicerAtWork(addresses.get(1), FarmFile.serial(1)).connect()) {
            OutputStream upload = begin(ftp, addresses.get(1), "half.gcode");
            write(Stream.of(
                    bay(
                            1,
                            1,
                            "Bay 1",
                            ", access-code: {now: " + NEW_CODE + ", before: " + FarmFile.ACCESS_CODE
                                    + ", until: 2926-12-24T00:00Z}"),
                    bay(2, 8, "\"2nd\"", ""),
                    bay(4)));
            List<String> expected = List.of(
                    "code-changed bay-1",
                    "printer-restarted bay-2: name, address",
                    "printer-added bay-4",
                    "printer-removed bay-3");
            ReloadView checked = reload(true);
            assertThat(checked.applied()).isFalse();
            assertThat(checked.changes()).extracting(Object::toString).isEqualTo(expected);
            assertThat(nameAt(3)).isEqualTo("Bay 3");

            ReloadView done = reload(false);
            assertThat(done.problems()).isEmpty();
            assertThat(done.applied()).isTrue();
            assertThat(done.changes()).extracting(Object::toString).isEqualTo(expected);
            assertThat(done.kept()).isEqualTo(3);
            assertThat(nameAt(8)).isEqualTo("2nd");
            assertThat(nameAt(4)).isEqualTo("Bay 4");
            assertThatThrownBy(() -> nameAt(3)).isInstanceOf(ClientException.class);
            assertThatThrownBy(() -> nameAt(2)).isInstanceOf(ClientException.class);
            try (Farm running = Farms.running(new FarmSource(folder.resolve("farm.yaml")))) {
                assertThat(running.printers()).extracting(PrinterView::id).containsExactly("bay-1", "bay-2", "bay-4");
            }
            watching.request("{\"pushing\":{\"sequence_id\":\"0\",\"command\":\"pushall\"}}");
            watching.await(
                    "its status", report -> report.at("/print/command").asText().equals("push_status"));
            upload.write("G28\n".getBytes(StandardCharsets.UTF_8));
            upload.close();
            assertThat(ftp.completePendingCommand()).isTrue();
        } finally {
            ftp.disconnect();
        }
        Visitor slicer = new Visitor(Loopback.next());
        assertThat(slicer.tryMqtt(addresses.get(1), NEW_CODE)).isEqualTo(WELCOME);
        assertThat(slicer.tryFtp(addresses.get(1), FarmFile.ACCESS_CODE)).isEqualTo(230);
        write(Stream.of(bay(1, 1, "Bay 1", ", access-code: " + NEW_CODE), bay(2, 8, "\"2nd\"", ""), bay(4)));
        assertThat(reload(false).restarted()).isZero();
        assertThat(slicer.tryMqtt(addresses.get(1), FarmFile.ACCESS_CODE)).isEqualTo(NOT_AUTHORISED);
        assertThat(farm.err()).doesNotContain(NEW_CODE, FarmFile.ACCESS_CODE);
    }

    private static OutputStream begin(FTPSClient ftp, Inet4Address printer, String name) throws IOException {
        ftp.setEndpointCheckingEnabled(false);
        ftp.connect(printer, SlicerAtWork.FTP_PORT);
        ftp.login("bblp", FarmFile.ACCESS_CODE);
        ftp.execPBSZ(0);
        ftp.execPROT("P");
        ftp.enterLocalPassiveMode();
        OutputStream upload = ftp.storeFileStream(name);
        assertThat(upload).as(ftp.getReplyString()).isNotNull();
        upload.write("; begun\n".getBytes(StandardCharsets.UTF_8));
        upload.flush();
        return upload;
    }

    @Test
    void aMistakeChangesNothingAndEveryMistakeIsTold() throws Exception {
        write(Stream.of(bay(1), bay(2)));
        reload(false);
        write(
                ", data: other",
                Stream.of(
                        bay(1, 1, "New", ""),
                        bay(2, 2, "''", ", model: PS1"),
                        bay(3, 3, "Bay 3", ", services: {mqtt: {prot: 1}}")));
        ReloadView refused = reload(false);
        assertThat(refused.applied()).isFalse();
        assertThat(refused.problems())
                .extracting(problem -> problem.key())
                .containsExactly(
                        "farm.data",
                        "printers.bay-2.name",
                        "printers.bay-2.model",
                        "printers.bay-3.services.mqtt.prot");
        assertThat(nameAt(1)).isEqualTo("Bay 1");
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        int exit = FarmCommand.commandLine((source, told) -> {
                    throw new UnsupportedOperationException("one runs already");
                })
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(out))
                .execute("reload", "-c", folder.resolve("farm.yaml").toString());
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "printers.bay-2.model: expected a model, got \"PS1\" (did you mean P1S?)",
                        "bay-3.services.mqtt.prot: unknown key");
        assertThat(out.toString()).contains("nothing was changed: 4 to mend");
        farm.awaitLog("reload=refused farm.yaml:");
    }

    @Test
    void sighupReloadsAndSoDoesAChangeOfTheFileWhereThatIsWanted() throws Exception {
        assumeThat(Files.readAllLines(Path.of("/proc/self/status")))
                .as("SIGHUP comes through: under nohup it is ignored, and a JVM leaves it so")
                .noneMatch(line -> line.matches("SigIgn:\\s+\\p{XDigit}*[13579bdf]"));
        write(", reload: on-change, keep-jobs-for: 90d", Stream.of(bay(1), bay(5)));
        new ProcessBuilder("kill", "-HUP", Long.toString(farm.pid())).start().waitFor();
        await().atMost(FarmProcess.PATIENCE)
                .ignoreExceptions()
                .until(() -> nameAt(5).equals("Bay 5"));
        farm.awaitLog("reload=asked by=SIGHUP");
        farm.awaitLog("farm.keep-jobs-for and keep-jobs-size is taken at the next start");
        Path code = Files.writeString(folder.resolve("code"), FarmFile.ACCESS_CODE);
        String wanted = ", reload: on-change, keep-jobs-for: 90d";
        write(wanted, Stream.of(bay(1), bay(6, 6, "Bay 6", ", access-code: \"${file:code}\"")));
        await().atMost(FarmProcess.PATIENCE)
                .ignoreExceptions()
                .until(() -> nameAt(6).equals("Bay 6"));
        farm.awaitLog("reload=asked by=change of the file");
        Visitor slicer = new Visitor(Loopback.next());
        assertThat(slicer.tryMqtt(addresses.get(6), FarmFile.ACCESS_CODE)).isEqualTo(WELCOME);
        Path other = Files.writeString(folder.resolve("code.new"), NEW_CODE);
        Files.move(other, code, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        farm.awaitLog("reload=change code-changed bay-6");
        assertThat(slicer.tryMqtt(addresses.get(6), NEW_CODE)).isEqualTo(WELCOME);
    }

    @Test
    @Timeout(1800)
    void aStormOfReloadsLosesNothingDoublesNothingAndLeaksNothing() throws Exception {
        write(storm(0));
        reload(false);
        List<String> stored = new ArrayList<>();
        List<Throwable> surprises;
        List<Inet4Address> printers = Stream.concat(
                        IntStream.range(0, CALM).mapToObj(i -> addresses.get(calmAddress(i))),
                        Stream.of(addresses.get(3), addresses.get(4)))
                .toList();
        try (StormySlicers slicers = new StormySlicers(SLICERS, printers, CALM)) {
            for (int i = 1; i <= RELOADS; i++) {
                write(storm(i));
                ReloadView view = reload(false);
                assertThat(view.problems()).isEmpty();
                assertThat(view.changes()).isNotEmpty();
            }
            surprises = slicers.stop();
            stored.addAll(slicers.stored());
            System.out.println("storm: " + RELOADS + " reloads, " + SLICERS + " slicers, " + stored.size()
                    + " uploads, " + slicers.turnedAway() + " told to come again");
        }
        assertThat(surprises).as("at printers that did not change").isEmpty();
        assertThat(stored).hasSizeGreaterThan(4);
        assertThat(files()).containsOnlyOnceElementsOf(stored);
        assertNothingLeaks();
        assertThat(farm.err().lines().filter(line -> line.contains(" ERROR ") && !line.contains("reload=refused")))
                .isEmpty();
    }

    private static void assertNothingLeaks() throws Exception {
        write(storm(0));
        reload(false);
        long descriptors = count("fd");
        long threads = count("task");
        for (int i = 1; i <= 4; i++) {
            write(storm(i));
            reload(false);
        }
        write(storm(0));
        reload(false);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(count("fd")).isLessThanOrEqualTo(descriptors + 2);
            assertThat(count("task")).isLessThanOrEqualTo(threads + 2);
        });
    }

    /** Where the calm printer of a serial, counted from 0, stands among the addresses. */
    private static int calmAddress(int serial) {
        return serial < 2 ? serial + 1 : MORE + serial - 2;
    }

    /** The calm ones stay; the others move, change, go and come. */
    private static Stream<String> storm(int round) {
        boolean odd = round % 2 == 1;
        Stream<String> stay = IntStream.range(0, CALM).mapToObj(i -> i < 2 ? bay(i + 1) : calm(i));
        Stream<String> move = Stream.of(
                bay(3, odd ? 4 : 3, "Bay " + round, ""),
                bay(
                        4,
                        odd ? 3 : 4,
                        "Bay 4",
                        ", access-code: Storm" + String.format(Locale.ROOT, "%03d", round % 1000)));
        Stream<String> come = switch (round % 3) {
            case 0 -> Stream.of(bay(5), bay(6, 6, "Bay 6", ", model: X1C, services: {bind: off}"));
            case 1 -> Stream.of(bay(6), bay(7, 7, "Bay 7", ", services: {mqtt: {max-sessions: " + (round + 10) + "}}"));
            default -> Stream.of(bay(7, 5, "Bay 7", ""));
        };
        return Stream.of(stay, move, come).flatMap(part -> part);
    }

    private static String calm(int number) {
        return bay(CALM_BAYS + number, calmAddress(number), "Calm " + number, "");
    }

    private static long count(String what) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(farm.pid()), what))) {
            return all.count();
        }
    }

    private static List<String> files() throws FarmException {
        List<String> files = new ArrayList<>();
        String before = null;
        try (Farm running = Farms.running(new FarmSource(folder.resolve("farm.yaml")))) {
            List<JobView> page;
            do {
                page = running.jobs(new JobQuery(null, null, null, before, JobQuery.MAX_LIMIT));
                page.forEach(job -> files.add(job.file()));
                before = page.isEmpty() ? null : page.get(0).id();
            } while (!page.isEmpty());
        }
        return files;
    }
}
