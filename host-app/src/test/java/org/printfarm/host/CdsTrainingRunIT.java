package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.cds.CdsTrainingRun;
import org.printfarm.host.client.detect.DetectClient;

/** What the launcher has ready for a start is made by this very JVM, and this very JVM uses it. */
class CdsTrainingRunIT {

    private static final String FROM_ARCHIVE = "source: shared objects file (top)";

    /** What a process ends with that was ended by SIGKILL: 128 and the number of the signal. */
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path folder;

    @Test
    void aStartFindsItsClassesThePluginsClassesAndTheDatabaseReady() throws Exception {
        Path archive = folder.resolve("classes.jsa");
        Path library = folder.resolve("library");
        Path practice = Files.createDirectory(folder.resolve("practice"));
        train(List.of(), library, practice);
        train(List.of("-Xnoclassgc", "-XX:ArchiveClassesAtExit=" + archive), library, practice);
        assertThat(archive).isNotEmptyFile();
        assertThat(library).isNotEmptyDirectory();

        FarmFile farm = FarmFile.write(folder, 1, "{bind: on}");
        try (FarmProcess first =
                FarmProcess.run(folder, "run", "-c", farm.path().toString(), "--exit-when-ready")) {
            assertThat(first.out()).contains("ready: 1 printers");
        }
        Path loaded = folder.resolve("loaded.txt");
        try (FarmProcess host = FarmProcess.start(
                folder,
                List.of(
                        "-Xshare:on",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Dorg.sqlite.lib.path=" + library,
                        "-Xlog:class+load:file=" + loaded),
                "run",
                "-c",
                farm.path().toString())) {
            host.awaitReady();
            assertThat(new DetectClient().detect(farm.address(1), 3002, true).serial())
                    .isEqualTo(FarmFile.serial(1));
            assertThat(source(loaded, "org.printfarm.host.app.FarmApplication")).contains(FROM_ARCHIVE);
            assertThat(source(loaded, "org.printfarm.bind.BindServiceFactory")).contains(FROM_ARCHIVE);
            assertThat(source(loaded, "org.printfarm.bind.frame.FrameReader"))
                    .as("what answers a slicer")
                    .contains(FROM_ARCHIVE);
            assertThat(names(farm.path().resolveSibling("data/inbox/tmp")))
                    .as("the database's library is not unpacked again")
                    .isEmpty();
        }
    }

    private void train(List<String> options, Path library, Path practice) throws Exception {
        try (FarmProcess training = FarmProcess.start(
                folder,
                options,
                CdsTrainingRun.class,
                FarmFile.pluginsFolder().toString(),
                library.toString(),
                practice.toString(),
                Long.toString(ProcessHandle.current().pid()))) {
            assertThat(training.awaitEnd()).as(training.err()).isZero();
        }
    }

    private static String source(Path loaded, String type) throws IOException {
        try (Stream<String> lines = Files.lines(loaded, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains(type + " ")).findFirst().orElse("not loaded");
        }
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void itEndsWithTheProcessThatItIsMadeFor() throws Exception {
        Process farm = new ProcessBuilder("sleep", "600").start();
        Path practice = Files.createDirectory(folder.resolve("practice"));
        Path archive = folder.resolve("farm.jsa");
        try (FarmProcess training = FarmProcess.start(
                folder,
                List.of("-XX:ArchiveClassesAtExit=" + archive),
                CdsTrainingRun.class,
                FarmFile.pluginsFolder().toString(),
                folder.resolve("library").toString(),
                practice.toString(),
                Long.toString(farm.pid()))) {
            farm.destroyForcibly();

            assertThat(training.awaitEnd()).isEqualTo(KILLED);
            assertThat(archive)
                    .as("classes are not dumped beside threads that still load some")
                    .doesNotExist();
        }
    }
}
