package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.host.plugin.PluginReport.State;

/** What a catalog makes of a folder with good plugins, and of a folder that is not there. */
final class PluginCatalogIT {

    @TempDir
    private Path folder;

    private Path plugins = Path.of("");
    private Path cache = Path.of("");
    private final PluginBench bench = new PluginBench();

    @BeforeEach
    void makeFolders() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        cache = folder.resolve("data/plugin-cache");
    }

    @AfterEach
    void closeCatalogs() {
        bench.close();
    }

    @Test
    void aGoodPluginIsUsedAndItsFactoryIsTheHostsOwnType() throws IOException {
        PluginZipBuilder.plugin("good-plugin")
                .factory(FactorySource.of("sample.good.Factory", "good"))
                .writeTo(plugins.resolve("good.zip"));

        PluginCatalog catalog = bench.open(plugins, cache);

        assertThat(catalog.reports())
                .containsExactly(new PluginReport("good.zip", "good-plugin", "1.2.3", List.of("good"), State.USED, ""));
        assertThat(catalog.factories()).containsOnlyKeys("good");
        assertThat(catalog.factories().get("good")).isInstanceOf(PrinterServiceFactory.class);
        assertThat(catalog.factories().get("good")).isSameAs(catalog.factories().get("good"));
    }

    @Test
    void filesThatComeGoOrChangeAreToldAndThePluginsGoOn() throws IOException {
        PluginZipBuilder.plugin("good-plugin")
                .factory(FactorySource.of("sample.good.Factory", "good"))
                .writeTo(plugins.resolve("good.zip"));
        Files.writeString(plugins.resolve("old.zip"), "");
        Files.writeString(plugins.resolve("same.zip"), "");
        PluginCatalog catalog = bench.open(plugins, cache);
        assertThat(catalog.changedFiles()).isEmpty();

        Files.delete(plugins.resolve("old.zip"));
        Files.writeString(plugins.resolve("new.zip"), "");
        Files.writeString(plugins.resolve("README.md"), "none of our business");
        Files.writeString(plugins.resolve("good.zip"), "changed");

        assertThat(catalog.changedFiles()).containsExactly("good.zip", "new.zip", "old.zip");
        assertThat(catalog.factories()).containsOnlyKeys("good");
    }

    @Test
    void onePluginMayOfferSeveralTypes() throws IOException {
        PluginZipBuilder.plugin("double")
                .factory(FactorySource.of("sample.twin.Second", "second"))
                .factory(FactorySource.of("sample.twin.First", "first"))
                .writeTo(plugins.resolve("double.zip"));

        PluginCatalog catalog = bench.open(plugins, cache);

        assertThat(catalog.reports().get(0).services()).containsExactly("first", "second");
        assertThat(catalog.factories()).containsOnlyKeys("first", "second");
    }

    @Test
    void anEmptyFolderAndFilesThatAreNoPluginsGiveAnEmptyCatalog() throws IOException {
        Files.writeString(plugins.resolve("README.md"), "about plugins");
        Files.writeString(plugins.resolve(".hidden.zip"), "not looked at");
        Files.createDirectory(plugins.resolve("backup"));

        PluginCatalog catalog = bench.open(plugins, cache);

        assertThat(catalog.reports()).isEmpty();
        assertThat(catalog.factories()).isEmpty();
    }

    @Test
    void aMissingFolderIsToldWithItsNameAndTheMend() {
        Path missing = folder.resolve("nowhere");

        assertThatIOException()
                .isThrownBy(() -> bench.open(missing, cache))
                .withMessageContaining(missing.toString())
                .withMessageContaining("does not exist")
                .withMessageContaining("farm.plugins");
    }

    @Test
    void aCacheThatCannotBeWrittenIsToldWithItsNameAndTheMend() throws IOException {
        Path file = Files.writeString(folder.resolve("in-the-way"), "a file");

        assertThatIOException()
                .isThrownBy(() -> bench.open(plugins, file))
                .withMessageContaining(file.toString())
                .withMessageContaining("right to write");
    }

    @Test
    void reportsAreSortedByFileName() throws IOException {
        for (String name : List.of("c", "a", "b")) {
            Files.writeString(plugins.resolve(name + ".zip"), "garbage " + name);
        }

        assertThat(bench.open(plugins, cache).reports())
                .extracting(PluginReport::file)
                .containsExactly("a.zip", "b.zip", "c.zip");
    }

    @Test
    void aChangedZipIsLoadedAnew() throws IOException {
        Path zip = plugins.resolve("changing.zip");
        PluginZipBuilder.plugin("changing")
                .factory(FactorySource.of("sample.changing.Factory", "old"))
                .writeTo(zip);
        bench.open(plugins, cache).close();

        PluginZipBuilder.plugin("changing")
                .property("plugin.version", "2.0.0")
                .factory(FactorySource.of("sample.changing.Factory", "fresh"))
                .writeTo(zip);
        PluginCatalog catalog = bench.open(plugins, cache);

        assertThat(catalog.reports().get(0).version()).isEqualTo("2.0.0");
        assertThat(catalog.factories()).containsOnlyKeys("fresh");
    }

    @Test
    void theDropInFolderIsOnlyReadFrom() throws IOException {
        PluginZipBuilder.plugin("good-plugin")
                .factory(FactorySource.of("sample.good.Factory", "good"))
                .writeTo(plugins.resolve("good.zip"));
        plugins.toFile().setWritable(false);
        try {
            assertThat(bench.open(plugins, cache).factories()).containsOnlyKeys("good");
        } finally {
            plugins.toFile().setWritable(true);
        }
        try (var files = Files.list(plugins)) {
            assertThat(files).containsExactly(plugins.resolve("good.zip"));
        }
    }

    @Test
    void closingClosesTheFactoryOnceAndThenStopsThePlugin() throws IOException {
        String key = bench.property("printfarm.test.closing");
        PluginZipBuilder.plugin("tidy")
                .property("plugin.class", "sample.tidy.Whole")
                .source("sample.tidy.Whole", """
                        package sample.tidy;
                        public final class Whole extends org.pf4j.Plugin {
                            @Override public void start() { Note.add("start"); }
                            @Override public void stop() { Note.add("stop"); }
                        }
                        """)
                .source("sample.tidy.Note", """
                        package sample.tidy;
                        final class Note {
                            static void add(String word) {
                                System.setProperty("%s", System.getProperty("%s", "") + " " + word);
                            }
                        }
                        """.formatted(key, key))
                .factory(FactorySource.of("sample.tidy.Factory", "tidy").inClose("Note.add(\"close\");"))
                .writeTo(plugins.resolve("tidy.zip"));

        PluginCatalog catalog = bench.open(plugins, cache);
        catalog.close();
        catalog.close(Duration.ofSeconds(1));

        assertThat(System.getProperty(key)).isEqualTo(" start close stop");
    }

    @Test
    void aPluginMayStartThreadsAndTheyAreDaemons() throws IOException {
        PluginZipBuilder.plugin("threads")
                .factory(FactorySource.of("sample.threads.Factory", "threads")
                        .inConstructor("worker = new Thread(Factory::hang, \"sample-worker\"); worker.start();")
                        .inApply("return String.valueOf(worker.isDaemon()); } private final Thread worker; {"))
                .writeTo(plugins.resolve("threads.zip"));

        assertThat(bench.ask(bench.open(plugins, cache), "threads", "")).isEqualTo("true");
    }

    @Test
    void thePluginsThreadsLookIntoThePluginFirst() throws IOException {
        PluginZipBuilder.plugin("context")
                .factory(FactorySource.of("sample.context.Factory", "context")
                        .inConstructor("seen = Thread.currentThread().getContextClassLoader();")
                        .inApply("return String.valueOf(seen == getClass().getClassLoader()); }"
                                + " private final ClassLoader seen; {"))
                .writeTo(plugins.resolve("context.zip"));

        assertThat(bench.ask(bench.open(plugins, cache), "context", "")).isEqualTo("true");
    }
}
