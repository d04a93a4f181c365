package org.printfarm.host.app;

import java.io.IOException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which farm is meant.
 *
 * @param file its configuration; null for {@code farm.yaml} in the current folder, where there is none for the one of an
 *     {@link InstalledFarm}, and without either for the demo farm
 */
public record FarmSource(@Nullable Path file) {

    private static final Path DEFAULT_FILE = Path.of("farm.yaml");
    private static final Logger LOG = LoggerFactory.getLogger(FarmSource.class);
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
        Optional<Path> chosen = used();
        if (chosen.isEmpty()) {
            return new ConfigLoader().loadDemo(Path.of(""), installation().resolve(PLUGINS), serials, problems);
        }
        try (HostCopies copies = new HostCopies()) {
            ConfigLoader loader = new ConfigLoader((store, data) -> attempt(() -> copies.begin(store, data)));
            Optional<FarmConfig> config = loader.load(chosen.get(), serials, problems);
            attempt(copies::keep);
            return config;
        }
    }

    /** What is in the way of the books is in the way of the certificates, and there it stops the start. */
    private static void attempt(Copying work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.debug("the books of serials and addresses are those of this host", e);
        }
    }

    /** Reads or writes what hosts have in common. */
    @FunctionalInterface
    private interface Copying {
        void run() throws IOException;
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
            return new ConfigurationView(null, ShownText.ofDemo());
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
