package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several hosts with one cache folder: in one process, and in two. */
@Timeout(120)
final class SharedCacheIT {

    private static final int HOSTS = 8;

    @TempDir
    private Path folder;

    private Path plugins = Path.of("");
    private Path cache = Path.of("");

    @BeforeEach
    void dropInAPlugin() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        cache = folder.resolve("cache");
        PluginZipBuilder.plugin("good-plugin")
                .factory(FactorySource.of("sample.good.Factory", "good"))
                .writeTo(plugins.resolve("good.zip"));
    }

    @Test
    void manyCatalogsOpenAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(HOSTS);
        try {
            Callable<PluginCatalog> open = () -> PluginCatalog.open(plugins, cache);
            List<Future<PluginCatalog>> catalogs = threads.invokeAll(
                    IntStream.range(0, HOSTS).mapToObj(i -> open).toList());
            for (Future<PluginCatalog> catalog : catalogs) {
                assertThat(catalog.get().factories()).containsOnlyKeys("good");
            }
            for (Future<PluginCatalog> catalog : catalogs) {
                catalog.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).as("one folder and the lock").hasSize(2);
        }
    }

    @Test
    void nothingIsCleanedUpWhileAnotherProcessRunsOutOfIt() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        plugins.toString(),
                        cache.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(readyLine(other)).isEqualTo("ready [good]");
            Path leftover = Files.createDirectory(cache.resolve("new-left-over"));

            try (PluginCatalog mine = PluginCatalog.open(plugins, cache)) {
                assertThat(mine.factories()).containsOnlyKeys("good");
            }
            assertThat(leftover).as("the other process may be at it").exists();

            other.getOutputStream().close();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            PluginCatalog.open(plugins, cache).close();
            assertThat(leftover).doesNotExist();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Log lines may come first. */
    private static String readyLine(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (int i = 0; i < 100; i++) {
            String line = lines.readLine();
            if (line == null || line.startsWith("ready")) {
                return String.valueOf(line);
            }
        }
        return "too many lines";
    }

    /** The other process: holds a catalog until its standard input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            try (PluginCatalog catalog = PluginCatalog.open(Path.of(args[0]), Path.of(args[1]))) {
                System.out.println("ready " + catalog.factories().keySet());
                System.in.readAllBytes();
            }
        }
    }
}
