package org.printfarm.api.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.driver.TraySlot;

/** Orders as a host gives them to drivers, of a file on the disk. */
public final class TestOrders {

    private TestOrders() {}

    /** Plate 1 of a file, without filaments. */
    public static PrintOrder of(Path file, int taskId) {
        return of(file, taskId, List.of(), Map.of());
    }

    /** Plate 1 of a file. */
    public static PrintOrder of(Path file, int taskId, List<Optional<TraySlot>> mapping, Map<String, String> options) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new PrintOrder(
                    "job-" + taskId,
                    taskId,
                    "job " + taskId + ".gcode.3mf",
                    "cube",
                    bytes.length,
                    hex("MD5", bytes).toUpperCase(Locale.ROOT),
                    hex("SHA-256", bytes),
                    () -> Files.newByteChannel(file),
                    1,
                    mapping,
                    options,
                    "{\"id\":\"job-" + taskId + "\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
