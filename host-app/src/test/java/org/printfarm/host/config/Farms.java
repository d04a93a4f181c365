package org.printfarm.host.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.printfarm.api.settings.PortRange;

/** Farm files of a test, loaded with surroundings that are the same each time. */
final class Farms {

    /** The access code that the corpus uses in good and in wrong places, and that no message may repeat. */
    static final String SECRET = "Kn0wnC0d";

    private static final Map<String, String> ENVIRONMENT = Map.of("BAY_CODE", SECRET, "LONG_CODE", SECRET + "e");

    private final Path folder;
    private Optional<FarmConfig> config = Optional.empty();
    private Problems problems = new Problems();

    /** Makes the secret files that the corpus refers to. */
    Farms(Path folder) {
        this.folder = folder;
        try {
            Path secrets = Files.createDirectories(folder.resolve("secrets"));
            secret(secrets.resolve("good"), SECRET + "\n", "rw-------");
            secret(secrets.resolve("open"), SECRET + "\r\n", "rw-r--r--");
            secret(secrets.resolve("long"), SECRET + "e\n", "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void secret(Path file, String content, String permissions) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** What {@code bind} might ask for, once for every kind of setting. */
    enum Sequence {
        FIXED,
        ECHO
    }

    Farms load(String yaml) {
        return load(yaml, ConfigLoader.Serials.PREVIEW);
    }

    Farms load(String yaml, ConfigLoader.Serials serials) {
        Path file = folder.resolve("farm.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return load(file, serials, 1);
    }

    Farms load(Path file, ConfigLoader.Serials serials, int seed) {
        problems = new Problems();
        config = new ConfigLoader(name -> Optional.ofNullable(ENVIRONMENT.get(name)), new Random(seed))
                .load(file, serials, problems);
        return this;
    }

    /** Reads the settings of every service that is on, as a plugin would. */
    Farms readSettings() {
        config.ifPresent(farm -> farm.printers().stream()
                .flatMap(printer -> printer.services().stream())
                .filter(ServiceEntry::isOn)
                .forEach(service -> read(service.settings(problems))));
        return this;
    }

    private static void read(ServiceEntry.TrackedSettings settings) {
        settings.port("plain-port", 3000);
        settings.port("tls-port", 3002);
        settings.portRange("ports", new PortRange(50000, 50009));
        settings.number("backlog", 1, 4096, 128);
        settings.duration("read-timeout", Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(10));
        settings.size("max-size", 1024, 4L << 30, 1 << 20);
        settings.flag("tls", true);
        settings.choice("sequence-id", Sequence.class, Sequence.FIXED);
        settings.texts("targets", List.of());
        settings.text("note");
        settings.number("clash", 0, 9, 0);
        settings.reportUnknownKeys();
    }

    FarmConfig config() {
        return config.orElseThrow();
    }

    boolean isUnreadable() {
        return config.isEmpty();
    }

    Problems problems() {
        return problems;
    }

    PrinterEntry printer(String id) {
        return config().printers().stream()
                .filter(entry -> entry.printer().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** All messages, warnings marked as such, without this machine's paths. */
    List<String> messages() {
        List<String> lines = new ArrayList<>();
        problems.mistakes().forEach(problem -> lines.add(plain(problem)));
        problems.warnings().forEach(problem -> lines.add("warning: " + plain(problem)));
        return lines;
    }

    private String plain(Problem problem) {
        return problem.toString().replace(folder + "/", "");
    }
}
