package org.printfarm.host.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import picocli.CommandLine.Option;

/** The option {@code -c}: which farm a command is about. */
final class FarmSource {

    private static final Path DEFAULT_FILE = Path.of("farm.yaml");
    private static final String PLUGINS = "plugins";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The farm's configuration. Default: farm.yaml in the current folder, and where there is none the "
                            + "built-in demo farm, three printers on 127.0.0.11 to 127.0.0.13.")
    private @Nullable Path file;

    /** This one when it was given, otherwise another: of a command above. */
    FarmSource or(FarmSource other) {
        return file != null ? this : other;
    }

    /** Reads the configuration; empty when there is nothing to go on with. */
    Optional<FarmConfig> load(ConfigLoader.Serials serials, Problems problems) {
        ConfigLoader loader = new ConfigLoader();
        Path chosen = file != null ? file : DEFAULT_FILE;
        if (file != null || Files.exists(chosen)) {
            return loader.load(chosen, serials, problems);
        }
        return loader.loadDemo(Path.of(""), installation().resolve(PLUGINS), serials, problems);
    }

    /** Where the launcher stands; the current folder when the host was started without it. */
    private static Path installation() {
        return Path.of(System.getProperty("farm.home", "")).toAbsolutePath();
    }
}
