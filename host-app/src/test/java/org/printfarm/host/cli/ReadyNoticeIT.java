package org.printfarm.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With systemd's own program, and a socket like systemd's. */
final class ReadyNoticeIT {

    private static final String LISTENER = """
            import socket, sys
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            listener.settimeout(20)
            listener.bind(sys.argv[1])
            print('listens', flush=True)
            print(listener.recv(1000).decode().strip(), flush=True)
            """;

    @TempDir
    private Path folder;

    @Test
    void theOneWhoWaitsIsTold() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-notify")), "no systemd-notify here");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
        Path socket = folder.resolve("notify");
        Process listener = new ProcessBuilder("python3", "-c", LISTENER, socket.toString()).start();
        try (BufferedReader told = listener.inputReader(StandardCharsets.UTF_8)) {
            assertThat(told.readLine()).isEqualTo("listens");

            ReadyNotice.send(Map.of("NOTIFY_SOCKET", socket.toString()));

            assertThat(told.readLine()).isEqualTo("READY=1");
        } finally {
            listener.destroy();
        }
        assertThat(listener.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
