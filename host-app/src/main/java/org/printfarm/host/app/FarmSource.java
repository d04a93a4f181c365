package org.printfarm.host.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;
import org.printfarm.host.config.ShownText;
import org.printfarm.host.view.CheckView;
import org.printfarm.host.view.ConfigurationView;
import org.printfarm.host.view.ProblemView;

/**
 * Which farm is meant.
 *
 * @param file its configuration; null for {@code farm.yaml} in the current folder, where there is none for the one of an
 *     {@link InstalledFarm}, and without either for the demo farm
 */
public record FarmSource(@Nullable Path file) {

    private static final Path DEFAULT_FILE = Path.of("farm.yaml");
    private static final String PLUGINS = "plugins";

    /** The file that is read; empty for the demo farm, which has none. */
    Optional<Path> used() {
        return file != null
                ? Optional.of(file)
                : Stream.concat(Stream.of(DEFAULT_FILE), InstalledFarm.find().map(InstalledFarm::config).stream())
                        .filter(Files::exists)
                        .findFirst();
    }

    /** Reads the configuration; empty when there is nothing to go on with. */
    Optional<FarmConfig> load(ConfigLoader.Serials serials, Problems problems) {
        ConfigLoader loader = new ConfigLoader();
        Optional<Path> chosen = used();
        return chosen.isPresent()
                ? loader.load(chosen.get(), serials, problems)
                : loader.loadDemo(Path.of(""), installation().resolve(PLUGINS), serials, problems);
    }

    /** Reads a configuration that has no mistake, and writes nothing. */
    FarmConfig read() throws FarmException {
        Problems problems = new Problems();
        Optional<FarmConfig> config = load(ConfigLoader.Serials.PREVIEW, problems);
        if (config.isEmpty() || !problems.isClean()) {
            throw new FarmException(told(problems));
        }
        return config.get();
    }

    /** The file as people may see it. */
    ConfigurationView shown() throws FarmException {
        Optional<Path> chosen = used();
        if (chosen.isEmpty()) {
            return new ConfigurationView(null, "");
        }
        String text = ShownText.of(chosen.get())
                .orElseThrow(() -> new FarmException(
                        FarmException.UNUSABLE, "the file cannot be read as YAML", "./farm check tells where"));
        return new ConfigurationView(chosen.get().toString(), text);
    }

    /** What was found, as a document. */
    static CheckView told(Problems problems) {
        return new CheckView(problems.isClean(), views(problems.mistakes()), views(problems.warnings()));
    }

    private static List<ProblemView> views(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new ProblemView(
                        problem.file().toString(), problem.line(), problem.column(), problem.key(), problem.message()))
                .toList();
    }

    /** Where the launcher stands; the current folder when the host was started without it. */
    static Path installation() {
        return Path.of(System.getProperty("farm.home", "")).toAbsolutePath();
    }
}
