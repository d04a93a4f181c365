package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on machines that lack something, in a checkout of the test's own; Java and Maven are scripts that tell. */
@EnabledOnOs(OS.LINUX)
class LauncherIT {

    private static final String JAVA_17 =
            "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.15\"' >&2; else echo \"java $*\"; fi";
    /** Writes what it is told to archive. */
    private static final String ARCHIVES =
            "for option; do case $option in -XX:ArchiveClassesAtExit=*) printf classes >\"${option#*=}\" ;; esac; done";

    private static final List<String> TOOLS = List.of(
            "sh", "sed", "head", "dirname", "readlink", "find", "touch", "flock", "mkdir", "mv", "rm", "nice", "sync");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path programs;
    private Path calls;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        programs = Files.createDirectory(folder.resolve("programs"));
        calls = folder.resolve("calls.txt");
        Path farm = Path.of(System.getProperty("farm.root"), "farm");
        Files.copy(farm, checkout.resolve("farm"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>", StandardCharsets.UTF_8);
        for (String tool : TOOLS) {
            for (Path place : List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool))) {
                if (Files.exists(place) && !Files.exists(programs.resolve(tool))) {
                    Files.createSymbolicLink(programs.resolve(tool), place);
                }
            }
        }
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        assertThat(launch(checkout.resolve("farm"), 2)).contains("no Java found: install JDK 17 or newer");
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        program("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        assertThat(launch(checkout.resolve("farm"), 2)).contains("Java 11 found, 17 or newer needed");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        program("java", JAVA_17);
        assertThat(launch(checkout.resolve("farm"), 2)).contains("no Maven found to build with: install Maven 3.8");
    }

    @Test
    void aBuildThatFailsIsToldAndNothingIsStarted() throws Exception {
        program("java", JAVA_17);
        program("mvn", "exit 1");
        assertThat(launch(checkout.resolve("farm"), 2, "run"))
                .contains("the build failed")
                .doesNotContain("java ");
    }

    @Test
    void throughALinkFromAnotherFolderItBuildsOnceAndHandsOver() throws Exception {
        program("java", JAVA_17);
        program("mvn", "echo built; mkdir -p host-app/target; touch host-app/target/host-app.jar");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("check out", "farm"));
        assertThat(launch(link, 0, "detect", "127.0.0.11"))
                .contains("built")
                .contains("-Dfarm.home=" + checkout.toRealPath())
                .contains("org.printfarm.host.Main detect 127.0.0.11");
        assertThat(launch(link, 0, "plugins")).doesNotContain("built").contains("Main plugins");
    }

    @Test
    void aJavaThatTellsInItsReleaseFileIsNotStartedToBeAsked() throws Exception {
        built();
        jdk("17.0.15", "");
        assertThat(launch(checkout.resolve("farm"), 0, "plugins")).contains("Main plugins");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void anOldJavaIsNamedByItsReleaseFile() throws Exception {
        jdk("1.8.0_402", "");
        assertThat(launch(checkout.resolve("farm"), 2)).contains("Java 1 found, 17 or newer needed");
    }

    @Test
    void aBuildEndsWithATrainingRunAndStartsBeginFromItsArchive() throws Exception {
        program(
                "mvn",
                "mkdir -p host-app/target/lib; touch host-app/target/host-app.jar host-app/target/lib/sqlite-jdbc-1.jar");
        jdk("17.0.15+6", ARCHIVES);

        launch(checkout.resolve("farm"), 0, "plugins");

        assertThat(archive("17.0.15+6")).isNotEmptyFile();
        String training = "host.cds.CdsTrainingRun " + checkout.toRealPath() + "/plugins";
        assertThat(calls().get(0)).contains(training).doesNotContain("ArchiveClassesAtExit");
        assertThat(calls().get(1)).contains(training).contains("ArchiveClassesAtExit");
        assertThat(calls().get(2)).contains("-Xshare:on").contains("Main --version");
        assertThat(calls().get(3))
                .contains("-XX:SharedArchiveFile=" + archive("17.0.15+6"))
                .contains("Main plugins");
        assertThat(classPath(calls().get(3))).isEqualTo(classPath(calls().get(1)));
        assertThat(calls()).hasSize(4);
        assertThat(archive("17.0.15+6").getParent())
                .as("the training run's own farm is gone")
                .isDirectoryNotContaining("glob:**.part")
                .isDirectoryNotContaining("glob:**training.*");
    }

    @Test
    void theOperatorsOptionsComeLast() throws Exception {
        built();
        jdk("17.0.15+6", ARCHIVES);
        Files.createDirectories(archive("17.0.15+6").getParent());
        Files.writeString(archive("17.0.15+6"), "archive");
        environment.put("FARM_JAVA_OPTS", "-Xmx99m -Xshare:off");

        launch(checkout.resolve("farm"), 0, "plugins");

        assertThat(calls().get(0))
                .containsSubsequence("-Xmx256m", "SharedArchiveFile", "-Xmx99m", "-Xshare:off", "-cp");
    }

    @Test
    void aTrainingRunThatFailsIsNotRepeatedAndHurtsNobody() throws Exception {
        program("mvn", "mkdir -p host-app/target; touch host-app/target/host-app.jar");
        jdk("17.0.15+6", "case \"$*\" in *CdsTrainingRun*) exit 1 ;; esac");

        assertThat(launch(checkout.resolve("farm"), 0, "run")).contains("Main run");
        assertThat(launch(checkout.resolve("farm"), 0, "run")).contains("Main run");

        assertThat(calls())
                .hasSize(3)
                .filteredOn(call -> call.contains("CdsTrainingRun"))
                .hasSize(1);
        assertThat(calls()).noneMatch(call -> call.contains("SharedArchiveFile"));
    }

    @Test
    void anArchiveThatTheJvmDoesNotTakeIsNotUsed() throws Exception {
        program("mvn", "mkdir -p host-app/target; touch host-app/target/host-app.jar");
        jdk("17.0.15+6", ARCHIVES + "\ncase \"$*\" in *-Xshare:on*) exit 1 ;; esac");

        launch(checkout.resolve("farm"), 0, "run");

        assertThat(calls().get(calls().size() - 1)).contains("Main run").doesNotContain("SharedArchiveFile");
    }

    @Test
    void whereNothingCanBeWrittenItStartsWithout() throws Exception {
        built();
        Files.writeString(checkout.resolve("host-app/target/cds"), "in the way");
        jdk("17.0.15+6", ARCHIVES);

        assertThat(launch(checkout.resolve("farm"), 0, "run"))
                .startsWith("java ")
                .doesNotContain("target/cds");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void anotherJavaGetsAnArchiveOfItsOwnForTheNextRun() throws Exception {
        built();
        jdk("17.0.15+6", ARCHIVES);
        Files.createDirectories(archive("17.0.15+6").getParent());
        Files.writeString(archive("17.0.15+6"), "archive");
        jdk("25.0.3+9-LTS", ARCHIVES);

        assertThat(launch(checkout.resolve("farm"), 0, "run")).doesNotContain("SharedArchiveFile");

        await().atMost(FarmProcess.PATIENCE).until(() -> Files.exists(archive("25.0.3+9-LTS")));
        assertThat(launch(checkout.resolve("farm"), 0, "run")).contains("SharedArchiveFile=" + archive("25.0.3+9-LTS"));
    }

    @Test
    void anArchiveOlderThanTheHostIsNotUsedAndMadeAnew() throws Exception {
        built();
        jdk("17.0.15+6", ARCHIVES);
        Files.createDirectories(archive("17.0.15+6").getParent());
        Files.writeString(archive("17.0.15+6"), "of before");
        Files.setLastModifiedTime(archive("17.0.15+6"), FileTime.fromMillis(0));

        assertThat(launch(checkout.resolve("farm"), 0, "run")).doesNotContain("SharedArchiveFile");

        await().atMost(FarmProcess.PATIENCE)
                .until(() -> Files.readString(archive("17.0.15+6")).equals("classes"));
    }

    @Test
    void whatAKilledTrainingRunLeftIsNeverUsedAndSweptByTheNext() throws Exception {
        built();
        jdk("17.0.15+6", ARCHIVES);
        Path left = archive("17.0.15+6").resolveSibling("17.0.15+6.jsa.4711.part");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half an arch");

        assertThat(launch(checkout.resolve("farm"), 0, "run")).doesNotContain("SharedArchiveFile");

        await().atMost(FarmProcess.PATIENCE).until(() -> Files.exists(archive("17.0.15+6")));
        assertThat(left).doesNotExist();
        assertThat(archive("17.0.15+6")).hasContent("classes");
    }

    /** A checkout that needs no build. */
    private void built() throws IOException {
        Path target = Files.createDirectories(checkout.resolve("host-app/target"));
        Path jar = Files.createFile(target.resolve("host-app.jar"));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1000));
        Files.createFile(target.resolve("built"));
    }

    /** A JDK that tells its version in the file "release", notes how it is called, and runs a script before it answers. */
    private void jdk(String version, String script) throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk-" + version));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\nJAVA_VERSION=\""
                        + version.replaceFirst("[+].*", "") + "\"\n");
        script(home.resolve("bin/java"), "echo \"$*\" >>\"" + calls + "\"\n" + script + "\necho \"java $*\"");
        environment.put("JAVA_HOME", home.toString());
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(calls, StandardCharsets.UTF_8);
    }

    private Path archive(String version) throws IOException {
        return checkout.toRealPath().resolve("host-app/target/cds/" + version + ".jsa");
    }

    private static String classPath(String call) {
        return call.replaceFirst(".* -cp (.*) org[.]printfarm.*", "$1");
    }

    private void program(String name, String script) throws IOException {
        script(programs.resolve(name), script);
    }

    private static void script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Starts it in a folder that is not the checkout, and returns both outputs. */
    private String launch(Path launcher, int status, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(Arrays.asList(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "FARM_JAVA_OPTS"));
        builder.environment().put("PATH", programs.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(FarmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as(said).isEqualTo(status);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
