package org.printfarm.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Reads {@code farm.yaml}, YAML or JSON, and reports every mistake of it in one run. Never throws because of what the file
 * holds. Touches no network: an address is a literal, names are not looked up. Immutable; any thread.
 */
public final class ConfigLoader {

    /** What becomes of serials that the file does not name and that were not made before. */
    public enum Serials {
        /** They are made and written to the data folder, which is made too; only if the file has no mistake. */
        KEEP,
        /** They are made in memory and forgotten; nothing is written. The next run may make others. */
        PREVIEW
    }

    private static final String DEMO = "demo-farm.yaml";

    /** What is done before the books in the data folder are read, in which serials and addresses are kept. */
    @FunctionalInterface
    public interface Books {
        /**
         * Brings them up to date.
         *
         * @param store the farm's database
         * @param data where the books are
         */
        void refresh(StoreUrl store, Path data);
    }

    private final Function<String, Optional<String>> environment;
    private final RandomGenerator random;
    private final Books books;

    /** A loader that reads the environment of this process. */
    public ConfigLoader() {
        this((store, data) -> {});
    }

    /**
     * A loader that reads the environment of this process.
     *
     * @param books called for a farm that has a store, when serials are kept
     */
    public ConfigLoader(Books books) {
        this(name -> Optional.ofNullable(System.getenv(name)), new SecureRandom(), books);
    }

    /**
     * A loader with surroundings of one's own.
     *
     * @param environment the environment variables
     * @param random what makes the serials of two farms differ
     */
    public ConfigLoader(Function<String, Optional<String>> environment, RandomGenerator random) {
        this(environment, random, (store, data) -> {});
    }

    private ConfigLoader(Function<String, Optional<String>> environment, RandomGenerator random, Books books) {
        this.environment = environment;
        this.random = random;
        this.books = books;
    }

    /**
     * Reads a farm file.
     *
     * @param file the file; messages name it as it is given here, relative paths in it start from its folder
     * @param serials whether new serials are kept
     * @param problems gets every mistake and warning
     * @return empty when there is nothing to go on with: no readable file, no YAML, no mapping. While {@code problems} is
     *     not clean, stand-ins take the place of what could not be read (for an address one of 240.0.0.0/8), so that the
     *     services' settings can be checked in the same run; nothing may be started from that, and no address looked for.
     */
    public Optional<FarmConfig> load(Path file, Serials serials, Problems problems) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent(), "a file has a folder");
        Reporter reporter = new Reporter(file, problems, new References(folder, environment));
        return SourceText.read(file, reporter).flatMap(text -> parse(text, serials, reporter));
    }

    /**
     * The farm to look around with: three printers of different models on 127.0.0.11 to 127.0.0.13.
     *
     * @param workingFolder its data lie in the folder {@code data} under this one
     * @param plugins the drop-in folder
     * @param serials whether new serials are kept
     * @param problems gets what is wrong with the data folder
     * @return as for {@link #load}
     */
    public Optional<FarmConfig> loadDemo(Path workingFolder, Path plugins, Serials serials, Problems problems) {
        Path folder = workingFolder.toAbsolutePath().normalize();
        Reporter reporter = new Reporter(Path.of(DEMO), problems, new References(folder, environment));
        return SourceText.decode(demo(), reporter)
                .flatMap(text -> parse(text, serials, reporter))
                .map(farm -> new FarmConfig(
                        farm.source(),
                        farm.references(),
                        farm.name(),
                        farm.data(),
                        farm.store(),
                        farm.cluster(),
                        farm.files(),
                        plugins.toAbsolutePath().normalize(),
                        0,
                        0,
                        farm.tlsEngine(),
                        farm.keys(),
                        farm.keepJobs(),
                        farm.deliveries(),
                        farm.reload(),
                        farm.addresses(),
                        farm.farmServices(),
                        farm.notifications(),
                        farm.printers(),
                        farm.machines(),
                        farm.pools()));
    }

    /** The text of the demo farm. */
    static byte[] demo() {
        try (InputStream in = Objects.requireNonNull(ConfigLoader.class.getResourceAsStream(DEMO), DEMO)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<FarmConfig> parse(String text, Serials serials, Reporter reporter) {
        Optional<Node> root = YamlTree.read(text, reporter);
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
            SerialRegister.Keeping keeping =
                    serials == Serials.KEEP ? SerialRegister.Keeping.WRITE : SerialRegister.Keeping.MEMORY;
            return Optional.of(new FarmReader(reporter, keeping, books)
                    .read(mapping, (farm, to) -> SerialRegister.open(farm, keeping, random, to)));
        }
        root.ifPresent(node -> reporter.expected("the keys farm, defaults and printers", node));
        return Optional.empty();
    }
}
