package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import picocli.CommandLine;

/** A farm that is begun by questions, or by options. */
final class InitCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int init(String answers, String... options) {
        return FarmCommand.addHandlers(new CommandLine(
                        new InitCommand(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(options);
    }

    private FarmConfig read() {
        Problems problems = new Problems();
        FarmConfig config = new ConfigLoader()
                .load(folder.resolve("farm.yaml"), ConfigLoader.Serials.PREVIEW, problems)
                .orElseThrow();
        assertThat(problems.mistakes()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        return config;
    }

    @Test
    void fiveAnswersMakeAFarmThatCanBeRead() throws Exception {
        assertThat(init(folder + "\nhall 2\n12\nA1 mini\n192.168.7.240\n"))
                .as(err.toString())
                .isZero();
        FarmConfig farm = read();
        assertThat(farm.name()).isEqualTo("hall 2");
        assertThat(farm.printers()).hasSize(12);
        assertThat(farm.printers().get(11).printer().id()).isEqualTo("bay-12");
        assertThat(farm.printers().get(11).printer().identity().name()).isEqualTo("Bay 12");
        assertThat(farm.printers().get(11).printer().bindAddress().getHostAddress())
                .isEqualTo("192.168.7.251");
        assertThat(farm.printers().stream()
                        .map(entry -> entry.printer().accessCode())
                        .distinct())
                .hasSize(12);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets/bay-01"))))
                .isEqualTo("rw-------");
        assertThat(out.toString().lines()).hasSize(3).last().isEqualTo("./farm run -c " + folder.resolve("farm.yaml"));
        assertThat(out.toString()).contains("seq 240 251");
        assertThat(err.toString().lines().filter(line -> line.endsWith("]"))).hasSize(5);
    }

    @Test
    void aRangeLetsTheFarmMakeItsAddresses() throws Exception {
        String[] options = {"--folder", folder.toString(), "--name", "w", "--printers", "40", "--model", "P1S"};
        assertThat(init("", concat(options, "--pool", "192.168.7.51-89"))).isEqualTo(2);
        assertThat(err.toString()).contains("address: expected room for 40 printers in the range, which has 39");
        assertThat(init("", concat(options, "--pool", "192.168.7.51-"))).isEqualTo(2);
        assertThat(err.toString()).contains("or a range like 192.168.1.51-90");
        assertThat(folder).isEmptyDirectory();

        assertThat(init("", concat(options, "--pool", "192.168.7.51-90")))
                .as(err.toString())
                .isZero();
        FarmConfig farm = read();
        assertThat(farm.printers().get(39).printer().bindAddress().getHostAddress())
                .isEqualTo("192.168.7.90");
        assertThat(farm.addresses().rules().card()).isNotEmpty();
        assertThat(farm.addresses().made()).hasSize(40);
        Path file = folder.resolve("farm.yaml");
        assertThat(out.toString().lines())
                .containsExactly(
                        "sudo ./farm net -c " + file + "   # stays; in a terminal of its own",
                        "./farm check -c " + file,
                        "./farm run -c " + file);
    }

    private static String[] concat(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void optionsAnswerTooAndWhatIsThereIsNotWrittenOver() throws Exception {
        String[] options = {
            "--folder", folder.toString(), "--name", "w", "--printers", "1", "--model", "P1S", "--address", "127.9.0.1"
        };
        assertThat(init("", options)).as(err.toString()).isZero();
        assertThat(read().printers()).extracting(entry -> entry.printer().id()).containsExactly("bay-1");
        String before =
                Files.readString(folder.resolve("farm.yaml")) + Files.readString(folder.resolve("secrets/bay-1"));
        assertThat(err.toString()).doesNotContain("]");
        assertThat(init("", options)).isEqualTo(1);
        assertThat(err.toString()).contains("farm.yaml is there already; move it away");
        assertThat(Files.readString(folder.resolve("farm.yaml")) + Files.readString(folder.resolve("secrets/bay-1")))
                .isEqualTo(before);
    }

    @Test
    void anAnswerThatCannotBeMeantWritesNothing() {
        assertThat(init(folder + "\nw\n3\nPS1\n")).isEqualTo(2);
        assertThat(err.toString()).contains("model: expected");
        assertThat(init(folder + "\nw\n3\nP1S\n192.168.1.254\n")).isEqualTo(2);
        assertThat(init(folder + "\nw\n0\n")).isEqualTo(2);
        assertThat(init(folder + "\nw\nmany\n")).isEqualTo(2);
        assertThat(init(folder + "\na\"b\n")).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPackagesFarmIsBegunWhereItsServiceLooks() throws Exception {
        Path data = folder.resolve("data-of-the-package");
        System.setProperty("farm.config", folder.resolve("farm.yaml").toString());
        System.setProperty("farm.data", data.toString());
        try {
            assertThat(init("", "--printers", "1", "--address", "127.9.0.1"))
                    .as(err.toString())
                    .isZero();
        } finally {
            System.clearProperty("farm.config");
            System.clearProperty("farm.data");
        }

        assertThat(read().data()).isEqualTo(data);
        assertThat(out.toString().lines())
                .containsExactly(
                        "sudo ip address add 127.9.0.1/32 dev lo", "sudo farm check", "sudo systemctl start printfarm");
    }
}
