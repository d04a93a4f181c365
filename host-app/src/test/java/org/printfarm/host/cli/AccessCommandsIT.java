package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.FarmFile;
import org.printfarm.host.event.LogCapture;
import picocli.CommandLine;

/** {@code farm users}, {@code keys}, {@code audit} and {@code history} of a farm that does not run. */
final class AccessCommandsIT {

    private static final String PASSWORD = "correct horse";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private FarmFile file;
    private Path password;

    @BeforeEach
    void write() throws IOException {
        file = FarmFile.write(folder, 1, "{bind: on}");
        password = Files.writeString(folder.resolve("pw"), PASSWORD + "\n");
    }

    @Test
    void listsOfAFarmThatNeverRanAreEmptyAndMakeNothing() throws Exception {
        for (String command : new String[] {"users", "keys", "audit", "history"}) {
            assertThat(execute(command, "--json")).isZero();
            assertThat(json()).isEmpty();
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void usersComeAndGoAndTheTrailTellsOfItAndNothingTellsThePassword() throws Exception {
        try (LogCapture log = LogCapture.ofAll(Level.TRACE)) {
            StringBuilder told = new StringBuilder();
            assertThat(execute(
                            "users",
                            "add",
                            "anna",
                            "--role",
                            "operator",
                            "--printer",
                            "bay-1",
                            "--pool",
                            "p1",
                            "--password-file",
                            password.toString(),
                            "--json"))
                    .isZero();
            assertThat(json().get(0).toString())
                    .startsWith(
                            "{\"name\":\"anna\",\"role\":\"operator\",\"scope\":[\"bay-1\",\"pool:p1\"],\"created\":\"20");
            told.append(out);
            assertThat(execute("users", "role", "anna", "admin", "--json")).isZero();
            assertThat(json().get(0).get("scope")).isEmpty();
            assertThat(execute("users", "password", "anna", "--password-file", password.toString()))
                    .isZero();
            assertThat(execute("users", "add", "anna", "--role", "viewer", "--password-file", password.toString()))
                    .isEqualTo(ExitCodes.FAILED);
            assertThat(execute("users", "add", "eve", "--role", "boss", "--password-file", password.toString()))
                    .isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString()).contains("expected a role: kiosk, viewer, submitter, operator, admin");
            assertThat(execute("users")).isZero();
            assertThat(out.toString()).contains("anna").contains("admin").contains("all");
            told.append(out);
            assertThat(execute("users", "remove", "anna", "--json")).isZero();
            assertThat(json()).isEmpty();
            assertThat(execute("audit", "--json")).isZero();
            assertThat(json())
                    .extracting(line ->
                            line.get("caller").asText() + " " + line.get("verb").asText() + " "
                                    + line.get("target").asText() + " "
                                    + line.get("outcome").asText())
                    .containsExactly(
                            "owner addUser anna operator DONE",
                            "owner changeUser anna admin DONE",
                            "owner changePassword anna DONE",
                            "owner addUser anna viewer NOT_POSSIBLE",
                            "owner addUser eve boss BAD_REQUEST",
                            "owner removeUser anna DONE");
            told.append(out).append(err).append(log.lines());
            assertThat(told.toString()).doesNotContain(PASSWORD).doesNotContain("argon2");
        }
    }

    @Test
    void aKeyIsPrintedOnceAndAloneOnStandardOutput() throws Exception {
        assertThat(execute("keys", "add", "night script", "--role", "submitter", "--expires", "90d"))
                .isZero();
        String key = out.toString().strip();
        assertThat(key).matches("pfk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
        assertThat(execute("keys", "--json")).isZero();
        JsonNode kept = json().get(0);
        assertThat(kept.fieldNames())
                .toIterable()
                .containsExactly("id", "name", "role", "scope", "created", "expires", "last-used");
        assertThat(out.toString()).doesNotContain(key.substring(13));
        assertThat(execute("keys")).isZero();
        assertThat(execute("audit")).isZero();
        assertThat(out.toString()).contains("makeKey").doesNotContain(key.substring(13));
        assertThat(execute("keys", "revoke", kept.get("id").asText(), "--json")).isZero();
        assertThat(json()).isEmpty();
        assertThat(execute("keys", "revoke", "nothing")).isEqualTo(ExitCodes.FAILED);
        assertThat(execute("keys", "add", "x", "--role", "viewer", "--expires", "soon"))
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void historyIsCsvWithItsHeadings() {
        assertThat(execute("history", "--from", "2026-11-01", "--to", "2026-12-01T00:00:00Z"))
                .isZero();
        assertThat(out)
                .hasToString("id,job,printer,machine,user,file,plate,started,ended,hours,grams,result"
                        + System.lineSeparator());
        assertThat(execute("history", "--from", "once")).isEqualTo(ExitCodes.USAGE);
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = FarmCommand.commandLine((source, told) -> {
            throw new AssertionError("only run starts a farm");
        });
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(
                Stream.concat(Stream.of(arguments), Stream.of("-c", file.path().toString()))
                        .toArray(String[]::new));
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out.toString());
    }
}
