package org.printfarm.host.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.files.HeldFile;
import org.printfarm.host.files.OwnerOnlyFile;

/**
 * How commands find the farm that runs on a data folder: a port of 127.0.0.1 and a word that whoever asks has to know. The file
 * {@value #NAME} can be read by the data folder's owner alone. A socket of the file system would need no word, but its path may
 * have 107 bytes.
 *
 * @param process the farm's process number
 * @param port 1 to 65535
 * @param token 64 hex digits, new with each start
 */
record ControlFile(long process, int port, String token) {

    static final String NAME = "control";

    private static final int TOKEN_BYTES = 32;

    /** Not in {@code toString}: the token is a secret. */
    @Override
    public String toString() {
        return "control[process=" + process + ", port=" + port + "]";
    }

    /** For this process, with a new token. */
    static ControlFile make(int port) {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return new ControlFile(
                ProcessHandle.current().pid(), port, HexFormat.of().formatHex(token));
    }

    /** Writes it, whole or not at all. The caller holds the data folder. */
    void write(Path data) throws IOException {
        String text = process + "\n" + port + "\n" + token + "\n";
        OwnerOnlyFile.write(data.resolve(NAME), text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Removes one that is there. The caller holds the data folder. */
    static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    /**
     * That of the farm that runs. What a farm left that was killed is not believed: nobody holds the data folder then, or
     * another process does.
     *
     * @return empty when no farm runs, or it is not that far yet, or the file cannot be read
     */
    static Optional<ControlFile> ofRunning(Path data) {
        Optional<Long> holder = HeldFile.holder(data.resolve(FarmConfig.HOST_LOCK));
        try {
            List<String> lines = Files.readAllLines(data.resolve(NAME), StandardCharsets.US_ASCII);
            ControlFile file =
                    new ControlFile(Long.parseLong(lines.get(0)), Integer.parseInt(lines.get(1)), lines.get(2));
            return holder.filter(process -> process == file.process()).map(process -> file);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException absentOrDamaged) {
            return Optional.empty();
        }
    }
}
