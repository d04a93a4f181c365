package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestRequests;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.Upload;
import org.printfarm.host.FarmFile;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.InboxSettings;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.InboxFolder;
import picocli.CommandLine;

/** {@code farm jobs} and the commands below it, while the inbox is open elsewhere. */
final class JobsCommandIT {

    private static final byte[] GCODE = "G28\n".getBytes(StandardCharsets.UTF_8);
    private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TestScheduler scheduler = new TestScheduler();
    private final Printer printer = TestPrinters.next();

    @TempDir
    private Path folder;

    private FarmFile file;
    private FarmInbox inbox;

    @BeforeEach
    void open() throws IOException {
        file = FarmFile.write(folder, 1, "{bind: on}");
        inbox = FarmInbox.open(
                InboxFolder.of(folder.resolve("data")),
                InboxSettings.KEEP_ALL,
                JobRouting.NONE,
                Clock.systemUTC(),
                scheduler);
    }

    @AfterEach
    void close() {
        inbox.close();
        scheduler.close();
    }

    @Test
    void theListHasEveryFieldOfAJob() throws Exception {
        String id = upload("a.gcode");
        upload("b.gcode");
        Map<String, String> options = new LinkedHashMap<>();
        options.put("use_ams", "true");
        options.put("bed_type", "auto");
        inbox.intakeOf(printer).request(TestRequests.of("a.gcode", "a", 3, Optional.empty(), options, CLIENT));
        assertThat(execute("jobs", "--json")).isZero();
        JsonNode job = json().get(0);
        assertThat(job.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "printer",
                        "file",
                        "sha256",
                        "bytes",
                        "plates",
                        "plate",
                        "options",
                        "state",
                        "received",
                        "from",
                        "repeat-of",
                        "warning",
                        "refused",
                        "damaged",
                        "machine",
                        "reason");
        assertThat(job.get("id").asText()).isEqualTo(id);
        assertThat(job.get("file").asText()).isEqualTo("a.gcode");
        assertThat(job.get("bytes").asLong()).isEqualTo(GCODE.length);
        assertThat(job.get("sha256").asText()).hasSize(64);
        assertThat(job.get("plate").asInt()).isEqualTo(3);
        assertThat(job.get("options").fieldNames()).toIterable().containsExactly("use_ams", "bed_type");
        assertThat(job.get("state").asText()).isEqualTo("done");
        assertThat(json().get(1).get("state").asText()).isEqualTo("received");
        assertThat(json().get(1).get("plate").isNull()).isTrue();
    }

    @Test
    void aRepetitionNamesTheJobBeforeAndTheRequestIsShownAsItWasSent() throws Exception {
        String id = upload("a.gcode");
        for (int time = 0; time < 2; time++) {
            inbox.intakeOf(printer).request(TestRequests.of("a.gcode", "a", 1, Optional.empty(), Map.of(), CLIENT));
        }
        assertThat(execute("jobs")).isZero();
        assertThat(out.toString()).contains("held").contains("repeat-of=" + id);
        out.getBuffer().setLength(0);
        assertThat(execute("jobs", "--json", "show", Integer.toString(Integer.parseInt(id) + 1)))
                .isZero();
        assertThat(json().at("/job/repeat-of").asText()).isEqualTo(id);
        assertThat(json().at("/request").asText()).contains("\"n\":1.50");
    }

    @Test
    void thePageIsTheNewestOfWhatWasAskedForAndSaysHowToGoBack() throws Exception {
        String first = upload("a.gcode");
        String second = upload("b.gcode");
        String third = upload("c.gcode");
        inbox.intakeOf(printer).request(TestRequests.of("b.gcode", "b", 1, Optional.empty(), Map.of(), CLIENT));
        assertThat(listed("--limit", "2")).containsExactly(second, third);
        assertThat(err.toString()).contains("--before " + second);
        assertThat(listed("--limit", "2", "--before", second)).containsExactly(first);
        assertThat(listed("--state", "done")).containsExactly(second);
        assertThat(listed("--state", "held")).isEmpty();
        assertThat(listed("--printer", printer.id(), "--since", "5m")).hasSize(3);
        assertThat(listed("--printer", "another")).isEmpty();
        assertThat(listed("--since", "2999-01-01T00:00:00Z")).isEmpty();
        for (String[] mistake : new String[][] {{"--limit", "0"}, {"--state", "lost"}, {"--since", "yesterday"}}) {
            assertThat(execute("jobs", mistake[0], mistake[1])).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString()).contains(mistake[0] + ": expected");
        }
    }

    private List<String> listed(String... options) throws IOException {
        out.getBuffer().setLength(0);
        String[] arguments =
                Stream.concat(Stream.of("jobs", "--json"), Stream.of(options)).toArray(String[]::new);
        assertThat(execute(arguments)).isZero();
        List<String> ids = new ArrayList<>();
        json().forEach(job -> ids.add(job.get("id").asText()));
        return ids;
    }

    @Test
    void theTableShowsNoControlCharactersOfAPeer() throws Exception {
        upload("a\u202Eb.gcode");
        assertThat(execute("jobs")).isZero();
        assertThat(out.toString()).contains("ID").contains(printer.id()).contains("a\\u202eb.gcode");
    }

    @Test
    void aJobIsShownExportedAndDeleted() throws Exception {
        String id = upload("a.gcode");
        assertThat(execute("jobs", "show", id)).isZero();
        assertThat(out.toString()).contains("a.gcode").contains("received");
        Path target = folder.resolve("out.gcode");
        assertThat(execute("jobs", "export", id, target.toString())).isZero();
        assertThat(Files.readAllBytes(target)).isEqualTo(GCODE);
        assertThat(execute("jobs", "delete", id)).isZero();
        assertThat(execute("jobs", "show", id)).isEqualTo(ExitCodes.FAILED);
        assertThat(execute("jobs", "delete", id)).isEqualTo(ExitCodes.FAILED);
        assertThat(execute("jobs", "export", id, target.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("there is no job " + id);
    }

    @Test
    void theOptionsMayStandBeforeOrBehindTheInnerCommand() throws Exception {
        String id = upload("a.gcode");
        assertThat(run("jobs", "-c", file.path().toString(), "--json", "show", id))
                .isZero();
        assertThat(json().at("/job/id").asText()).isEqualTo(id);
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws Exception {
        String id = upload("a.gcode");
        assertThat(execute("jobs", "export", id, folder.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(execute("jobs", "export", id, folder.resolve("none/x").toString()))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("none");
    }

    @Test
    void aFarmThatNeverRanHasNoJobs() throws Exception {
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        FarmFile other = FarmFile.write(fresh, 1, "{bind: on}");
        assertThat(run("jobs", "-c", other.path().toString(), "--json")).isZero();
        assertThat(json()).isEmpty();
        assertThat(fresh.resolve("data/inbox")).doesNotExist();
    }

    private String upload(String name) throws IntakeException {
        try (Upload upload = inbox.intakeOf(printer).open(name, 1000, CLIENT)) {
            upload.write(ByteBuffer.wrap(GCODE));
            return upload.commit().jobId().orElseThrow();
        }
    }

    private int execute(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-c";
        all[arguments.length + 1] = file.path().toString();
        return run(all);
    }

    private int run(String... arguments) {
        CommandLine commandLine = FarmCommand.commandLine((source, told) -> {
            throw new AssertionError("only run starts a farm");
        });
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out.toString());
    }
}
