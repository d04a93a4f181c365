package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final List<String> TOOLS =
            List.of("sh", "sed", "head", "dirname", "readlink", "find", "touch", "flock", "mkdir");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path programs;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        programs = Files.createDirectory(folder.resolve("programs"));
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

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
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
