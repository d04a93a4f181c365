package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestScheduler;
import org.printfarm.api.job.Upload;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.job.FarmInbox;
import org.printfarm.host.job.InboxSettings;
import org.printfarm.host.job.JobRouting;
import org.printfarm.host.job.store.InboxFolder;

/** Commands speak to the farm when it runs, and to its files when it does not. */
@EnabledOnOs(OS.LINUX)
final class ControlIT {

    @TempDir
    private Path folder;

    @Test
    void commandsAskTheFarmThatRunsAndItsFilesWhenItWasKilled() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, "{bind: on}");
        store("a.gcode", "b.gcode");
        Path zip = folder.resolve("backup.zip");
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            String answer = run("jobs", "--json");
            assertThat(json(answer)).hasSize(2);
            // What is written now is not what runs.
            Files.writeString(
                    file.path(),
                    "  bay-2: {serial: " + FarmFile.serial(2) + ", address: "
                            + Loopback.next().getHostAddress() + "}",
                    StandardOpenOption.APPEND);
            assertThat(json(run("printers", "--json"))).hasSize(1);
            assertThat(json(run("plugins", "--json"))).isNotEmpty();
            assertThat(run("backup", zip.toString())).contains("2 stored files");
            assertThat(json(run("jobs", "delete", "1", "--json")).get("deleted").asBoolean())
                    .isTrue();
            Path exported = folder.resolve("exported.gcode");
            run("jobs", "export", "2", exported.toString());
            assertThat(exported).hasContent("b.gcode");
            FarmProcess missing = FarmProcess.run(folder, "jobs", "show", "1");
            assertThat(missing.exitCode()).isEqualTo(1);
            assertThat(missing.err()).contains("there is no job 1; ./farm jobs lists them");
            assertThat(run("restore", zip.toString())).contains("2 jobs are there again");
            assertThat(json(run("jobs", "show", "1", "--json")).at("/job/file").asText())
                    .isEqualTo("a.gcode");
            assertThat(folder.resolve("data/inbox/tmp")).isDirectoryNotContaining("glob:**.part");
            farm.kill();
            farm.awaitEnd();
        }
        assertThat(folder.resolve("data/control")).exists();
        try (ZipFile backup = new ZipFile(zip.toFile())) {
            assertThat(backup.getEntry("control")).isNull();
            assertThat(backup.getEntry("inbox/jobs.db")).isNotNull();
        }
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The farm's own port may be anybody's by now.
            List<String> control = new ArrayList<>(Files.readAllLines(folder.resolve("data/control")));
            control.set(1, Integer.toString(stranger.getLocalPort()));
            Files.write(folder.resolve("data/control"), control);
            assertThat(json(run("jobs", "--json"))).hasSize(2);
            assertThat(json(run("printers", "--json"))).hasSize(2);
            stranger.setSoTimeout(1);
            assertThatThrownBy(stranger::accept)
                    .as("nobody told it the word")
                    .isInstanceOf(SocketTimeoutException.class);
        }
        FarmProcess again = FarmProcess.run(folder, "run", "--exit-when-ready");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(folder.resolve("data/control")).doesNotExist();
    }

    @Test
    void aStartWaitsForACommandThatIsAtWorkOnTheFiles() throws Exception {
        FarmFile.write(folder, 1, "{bind: on}");
        Path data = Files.createDirectories(folder.resolve("data"));
        FarmProcess farm;
        try (HeldFile command =
                HeldFile.take(data.resolve(FarmConfig.HOST_LOCK), Duration.ZERO).orElseThrow()) {
            farm = FarmProcess.start(folder, "run", "--exit-when-ready");
            farm.awaitLog("farm=test");
        }
        assertThat(farm.awaitEnd()).as(farm.err()).isZero();
    }

    private void store(String... names) throws Exception {
        TestScheduler scheduler = new TestScheduler();
        try (FarmInbox inbox = FarmInbox.open(
                InboxFolder.of(folder.resolve("data")),
                InboxSettings.KEEP_ALL,
                JobRouting.NONE,
                Clock.systemUTC(),
                scheduler)) {
            for (String name : names) {
                try (Upload upload = inbox.intakeOf(TestPrinters.next()).open(name, 1000, Loopback.next())) {
                    upload.write(StandardCharsets.UTF_8.encode(name));
                    upload.commit();
                }
            }
        }
        scheduler.close();
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        FarmProcess command = FarmProcess.run(folder, arguments);
        assertThat(command.exitCode()).as(List.of(arguments) + command.err()).isZero();
        return command.out();
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }
}
