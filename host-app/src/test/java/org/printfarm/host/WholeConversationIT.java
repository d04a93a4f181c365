package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.client.discover.DiscoverClient;
import org.printfarm.host.view.FoundPrinter;

/**
 * All that a slicer does, from finding a printer to a job in the inbox, with the real plugins, on three printers at once: find,
 * detect, connect, see it ready, probe, upload, print.
 */
class WholeConversationIT {

    private static final int PRINTERS = 3;

    @TempDir
    private Path folder;

    @Test
    void aPressOnPrintEndsAsAJobInTheInbox() throws Exception {
        int ssdpPort = ThreadLocalRandom.current().nextInt(20_000, 30_000);
        FarmFile file = FarmFile.write(
                folder,
                PRINTERS,
                "{bind: on, mqtt: on, ftp: {port: " + SlicerAtWork.FTP_PORT + "}, ssdp: {interval: 1s, port: "
                        + ssdpPort + "}}");
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(farm.out()).as(farm.err()).contains("3 printers, 12 services running, 0 degraded, 0 failed");
            List<FoundPrinter> found = new DiscoverClient(ssdpPort, FarmFile::isLoopback)
                    .listen(Duration.ofSeconds(6))
                    .printers();
            talkToAll(file, found);
            checkJobs(jobs());
            assertThat(farm.err()).doesNotContain(FarmFile.ACCESS_CODE);
            exportGivesTheSameBytes();
        }
        checkJobs(jobs());
    }

    private static void talkToAll(FarmFile file, List<FoundPrinter> found) throws Exception {
        ExecutorService slicers = Executors.newFixedThreadPool(PRINTERS);
        try {
            List<Future<Void>> talks = new ArrayList<>();
            for (int number = 1; number <= PRINTERS; number++) {
                String serial = FarmFile.serial(number);
                FoundPrinter printer = found.stream()
                        .filter(candidate -> candidate.serial().equals(serial))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(serial + " was not found: " + found));
                talks.add(slicers.submit(talk(file, number, printer)));
            }
            for (Future<Void> talk : talks) {
                talk.get(5, TimeUnit.MINUTES);
            }
        } finally {
            slicers.shutdownNow();
        }
    }

    private static Callable<Void> talk(FarmFile file, int number, FoundPrinter printer) {
        return () -> {
            assertThat(new DetectClient(Duration.ofSeconds(60))
                            .detect(printer.address(), 3002, true)
                            .serial())
                    .isEqualTo(printer.serial());
            try (SlicerAtWork slicer = new SlicerAtWork(file.addresses().get(number - 1), printer.serial()).connect()) {
                seeItReady(slicer);
                uploadThenPrint(slicer, number);
                printThenUpload(slicer, number);
            }
            return null;
        };
    }

    private static void seeItReady(SlicerAtWork slicer) throws Exception {
        slicer.request("{\"pushing\":{\"sequence_id\":\"1\",\"command\":\"pushall\",\"version\":1,\"push_target\":1}}");
        JsonNode status = slicer.await(
                "a full status", report -> report.at("/print/command").asText().equals("push_status"));
        assertThat(status.at("/print/gcode_state").asText()).isEqualTo("IDLE");
        assertThat(status.at("/print/sdcard").asBoolean()).isTrue();
        slicer.request("{\"info\":{\"sequence_id\":\"2\",\"command\":\"get_version\"}}");
        JsonNode version = slicer.await(
                "its version", report -> report.at("/info/command").asText().equals("get_version"));
        assertThat(version.at("/info/module")).isNotEmpty();
    }

    private static void uploadThenPrint(SlicerAtWork slicer, int number) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("verify_job", new byte[] {'1'});
        files.put(after(number), SlicedFile.named(after(number)));
        slicer.upload(files);
        slicer.print(after(number), md5(SlicedFile.named(after(number))));
        slicer.await(
                "its reply",
                report -> report.at("/print/command").asText().equals("project_file")
                        && report.at("/print/result").asText().equals("SUCCESS"));
        slicer.awaitState("FINISH", after(number));
    }

    private static void printThenUpload(SlicerAtWork slicer, int number) throws Exception {
        slicer.print(before(number), md5(SlicedFile.named(before(number))));
        slicer.awaitState("PREPARE", before(number));
        slicer.upload(Map.of(before(number), SlicedFile.named(before(number))));
        slicer.awaitState("FINISH", before(number));
    }

    private JsonNode jobs() throws Exception {
        FarmProcess jobs = FarmProcess.run(folder, "jobs", "--json");
        assertThat(jobs.exitCode()).as(jobs.err()).isZero();
        return new JsonMapper().readTree(jobs.out());
    }

    private static void checkJobs(JsonNode jobs) throws Exception {
        assertThat(jobs).hasSize(2 * PRINTERS);
        for (int number = 1; number <= PRINTERS; number++) {
            for (String name : List.of(after(number), before(number))) {
                JsonNode job = find(jobs, name);
                assertThat(job.get("printer").asText()).isEqualTo("bay-" + number);
                assertThat(job.get("sha256").asText()).isEqualTo(hash("SHA-256", SlicedFile.named(name)));
                assertThat(job.get("bytes").asInt()).isEqualTo(SlicedFile.named(name).length);
                assertThat(job.get("state").asText()).isEqualTo("done");
                assertThat(job.get("plate").asInt()).isEqualTo(2);
                assertThat(job.get("plates")).hasSize(2);
            }
        }
    }

    private void exportGivesTheSameBytes() throws Exception {
        String id = find(jobs(), after(1)).get("id").asText();
        FarmProcess export = FarmProcess.run(folder, "jobs", "export", id, "exported.3mf");
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("exported.3mf"))).isEqualTo(SlicedFile.named(after(1)));
    }

    private static JsonNode find(JsonNode jobs, String name) {
        for (JsonNode job : jobs) {
            if (job.get("file").asText().equals(name)) {
                return job;
            }
        }
        throw new AssertionError("no job " + name + " in " + jobs);
    }

    private static String after(int number) {
        return "after " + number + " é.gcode.3mf";
    }

    private static String before(int number) {
        return "before-" + number + ".gcode.3mf";
    }

    private static String md5(byte[] content) throws Exception {
        return hash("MD5", content).toUpperCase(java.util.Locale.ROOT);
    }

    private static String hash(String algorithm, byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    }
}
