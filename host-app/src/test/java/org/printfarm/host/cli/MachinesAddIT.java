package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.FarmFile;
import picocli.CommandLine;

/** {@code farm machines add --csv}, with the real driver's rules. */
final class MachinesAddIT {

    private static final String CODE = "Abcd1234";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Path farm, Path csv, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("machines", "add", "--config", farm.toString(), "--csv", csv.toString()));
        arguments.addAll(List.of(more));
        CommandLine command = FarmCommand.commandLine((source, told) -> {
            throw new AssertionError("only run starts a farm");
        });
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments.toArray(String[]::new));
    }

    @Test
    void aTableIsShownThenWrittenWithItsCodesInFiles() throws Exception {
        Path farm = FarmFile.write(folder, 1, "{bind: on}").path();
        String before = Files.readString(farm);
        Path csv = Files.writeString(
                folder.resolve("machines.csv"),
                "id,driver,model,address,serial,access code\n"
                        + "left,bambu,P1S,127.83.8.31,01P00A000000031," + CODE + "\n"
                        + "right,bambu,A1 mini,127.83.8.32,030123456789012," + CODE + "\n");
        assertThat(execute(farm, csv)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("left: {driver: bambu", "${file:secrets/right}")
                .doesNotContain(CODE);
        assertThat(Files.readString(farm)).isEqualTo(before);
        assertThat(folder.resolve("secrets/left")).doesNotExist();
        assertThat(execute(farm, csv, "--write")).as(err.toString()).isZero();
        assertThat(Files.readString(farm))
                .startsWith(before)
                .contains("left: {driver: bambu")
                .doesNotContain(CODE);
        assertThat(folder.resolve("secrets/left")).hasContent(CODE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets/left"))))
                .isEqualTo("rw-------");
        assertThat(execute(farm, csv, "--write")).as("they are there").isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void mistakesAreToldWithLineAndColumnOfTheTableAndNothingIsWritten() throws Exception {
        Path farm = FarmFile.write(folder, 1, "{bind: on}").path();
        String before = Files.readString(farm);
        Path csv = Files.writeString(
                folder.resolve("machines.csv"),
                "id,driver,address,serial,access-code\n"
                        + "left,bambu,127.83.8.31,01P0," + CODE + "\n"
                        + "right,bambu,nowhere,01P00A000000032,short\n"
                        + "third,bamboo,127.83.8.33,01P00A000000033," + CODE + "\n");
        assertThat(execute(farm, csv, "--write")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .contains("machines.csv:2:24", "machines.csv:3:13", "machines.csv:3:37", "machines.csv:4:1")
                .doesNotContain(CODE);
        assertThat(Files.readString(farm)).isEqualTo(before);
        assertThat(folder.resolve("secrets")).doesNotExist();
    }
}
