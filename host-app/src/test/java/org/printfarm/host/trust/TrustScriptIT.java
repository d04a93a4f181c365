package org.printfarm.host.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.printfarm.host.trust.TestCertificates.OURS;
import static org.printfarm.host.trust.TestCertificates.VENDORS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The scripts for other machines, as far as a shell of this one runs them. */
final class TrustScriptIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "WINDOWS")
    void theScriptPutsTheCaInAndTakesItOut(ClientSystem system) throws Exception {
        Path file = Files.writeString(folder.resolve("a printer.cer"), VENDORS.replace("\n", "\r\n"));
        Path bare = Files.writeString(folder.resolve("printer.cer"), VENDORS.strip());

        assertThat(run(system, file.toString(), bare.toString()))
                .isEqualTo("0 installed: " + file + "\ninstalled: " + bare + "\n");
        assertThat(Files.readString(file)).isEqualTo(VENDORS.replace("\n", "\r\n") + OURS);
        assertThat(Files.readString(bare)).isEqualTo(VENDORS + OURS);
        assertThat(Files.readString(folder.resolve("printer.cer.before-printfarm")))
                .isEqualTo(VENDORS.strip());
        assertThat(run(system, file.toString())).isEqualTo("0 already there: " + file + "\n");
        assertThat(run(system, "--undo", file.toString(), bare.toString())).startsWith("0 removed: ");
        assertThat(Files.readString(file)).isEqualTo(VENDORS.replace("\n", "\r\n"));
        assertThat(Files.readString(bare)).isEqualTo(VENDORS);
        assertThat(run(system, "--undo", file.toString())).isEqualTo("0 not there: " + file + "\n");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "WINDOWS")
    void theScriptLooksInThePlacesOfItsSystem(ClientSystem system) throws Exception {
        String place = system.places().stream()
                .filter(one -> one.startsWith("~"))
                .findFirst()
                .orElseThrow();
        Path file = folder.resolve(place.substring(2));
        Files.createDirectories(file.getParent());
        Files.writeString(file, VENDORS);
        assertThat(run(system)).isEqualTo("0 installed: " + file + "\n");
        Files.delete(file);
        assertThat(run(system)).startsWith("1 no printer.cer was found");
    }

    @Test
    void theScriptForWindowsHasEverythingAndSaysThatItWasNotRun() {
        String text = TrustScript.of(ClientSystem.WINDOWS, OURS, "AB:CD").text();
        assertThat(text)
                .contains(
                        OURS.strip(),
                        "AB:CD",
                        "Program",
                        "has not been run",
                        "\\OrcaSlicer\\resources\\cert\\printer.cer")
                .doesNotContain("@PEM@", "@SHA256@", "@PLACES@", "@SYSTEM@");
    }

    private String run(ClientSystem system, String... arguments) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("script"), TrustScript.of(system, OURS, "AB:CD").text());
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        ProcessBuilder shell =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        shell.environment().put("HOME", folder.toString());
        Process process = shell.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + Files.readString(said);
    }
}
