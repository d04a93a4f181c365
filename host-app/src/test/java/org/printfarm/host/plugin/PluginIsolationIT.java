package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a plugin sees: the JDK, what the host shares, and itself. */
final class PluginIsolationIT {

    @TempDir
    private Path folder;

    private Path plugins = Path.of("");
    private final PluginBench bench = new PluginBench();

    @BeforeEach
    void dropInASpyAndANeighbour() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        PluginZipBuilder.plugin("neighbour")
                .factory(FactorySource.of("sample.neighbour.Factory", "neighbour"))
                .writeTo(plugins.resolve("neighbour.zip"));
        PluginZipBuilder.plugin("spy")
                .factory(FactorySource.of("sample.spy.Factory", "spy").inApply("""
                                String[] words = question.split(" ", 2);
                                ClassLoader own = getClass().getClassLoader();
                                return switch (words[0]) {
                                    case "class" -> String.valueOf(Class.forName(words[1]).getClassLoader() == own);
                                    case "resource" -> String.valueOf(own.getResource(words[1]));
                                    case "resources" -> String.valueOf(
                                            java.util.Collections.list(own.getResources(words[1])).size());
                                    case "api" -> String.valueOf(
                                            System.identityHashCode(PrinterServiceFactory.class));
                                    case "log" -> {
                                        org.slf4j.LoggerFactory.getLogger(getClass()).info("seen {}", words[1]);
                                        yield "logged";
                                    }
                                    case "json" -> new com.fasterxml.jackson.databind.ObjectMapper()
                                            .readTree(words[1]).get("a").asText();
                                    default -> throw new IllegalArgumentException();
                                };
                                """))
                .file("classes/own.txt", "mine")
                .writeTo(plugins.resolve("spy.zip"));
    }

    @AfterEach
    void closeCatalogs() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.printfarm.host.plugin.PluginCatalog",
                "org.printfarm.host.config.FarmConfig",
                "ch.qos.logback.classic.Logger",
                "picocli.CommandLine",
                "org.bouncycastle.jce.provider.BouncyCastleProvider",
                "org.conscrypt.Conscrypt",
                "org.yaml.snakeyaml.Yaml",
                "com.github.zafarkhaja.semver.Version",
                "org.junit.jupiter.api.Test",
                "sample.neighbour.Factory"
            })
    void doesNotSeeTheHostNorItsLibrariesNorItsNeighbour(String className) throws IOException {
        assertThat(ask("class " + className)).isEqualTo("ClassNotFoundException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.printfarm.api.service.PrinterService",
                "org.printfarm.api.job.JobIntake",
                "org.pf4j.Extension",
                "org.slf4j.Logger",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "org.jspecify.annotations.Nullable",
                "java.util.List",
                "javax.net.ssl.SSLEngine",
                "java.sql.Connection",
                "org.w3c.dom.Node"
            })
    void getsFromTheHostWhatIsShared(String className) throws IOException {
        assertThat(ask("class " + className)).isEqualTo("false");
    }

    @Test
    void seesItself() throws IOException {
        assertThat(ask("class sample.spy.Factory")).isEqualTo("true");
        assertThat(ask("resource own.txt")).endsWith("classes/own.txt");
        assertThat(ask("resources own.txt")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/services/com.fasterxml.jackson.core.JsonFactory",
                "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                "META-INF/services/org.junit.platform.engine.TestEngine",
                "org/printfarm/host/plugin/PluginCatalog.class",
                "logback-test.xml",
                "org/printfarm/host/logging/example-logback.xml",
                "META-INF/services/ch.qos.logback.classic.spi.Configurator",
                "META-INF/MANIFEST.MF"
            })
    void findsNoResourceOfTheHost(String name) throws IOException {
        assertThat(ask("resource " + name)).isEqualTo("null");
        assertThat(ask("resources " + name)).isEqualTo("0");
    }

    @Test
    void hasTheHostsOwnApi() throws IOException {
        assertThat(ask("api"))
                .isEqualTo(
                        String.valueOf(System.identityHashCode(org.printfarm.api.service.PrinterServiceFactory.class)));
    }

    @Test
    void readsJsonWithTheHostsJackson() throws IOException {
        assertThat(ask("json {\"a\":\"b\"}")).isEqualTo("b");
    }

    @Test
    void logsIntoTheHostsLog() throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger("sample.spy.Factory");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try {
            ask("log me");
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("seen me");
    }

    @Test
    void findsItsOwnServiceProvidersOnly() throws IOException {
        PluginZipBuilder.plugin("provider")
                .factory(FactorySource.of("sample.provider.Factory", "provider").inApply("""
                                StringBuilder found = new StringBuilder();
                                for (var mapper : java.util.ServiceLoader.load(
                                        com.fasterxml.jackson.core.JsonFactory.class,
                                        getClass().getClassLoader())) {
                                    found.append(mapper.getClass().getName());
                                }
                                return found.toString();
                                """))
                .source(
                        "sample.provider.Own",
                        "package sample.provider;"
                                + " public final class Own extends com.fasterxml.jackson.core.JsonFactory {}")
                .file(
                        "classes/META-INF/services/com.fasterxml.jackson.core.JsonFactory",
                        "sample.provider.Own".getBytes(StandardCharsets.UTF_8))
                .writeTo(plugins.resolve("provider.zip"));

        PluginCatalog catalog = bench.open(plugins, folder.resolve("cache"));

        assertThat(bench.ask(catalog, "provider", "")).isEqualTo("sample.provider.Own");
    }

    private String ask(String question) throws IOException {
        return bench.ask(bench.open(plugins, folder.resolve("cache")), "spy", question);
    }
}
