package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.PrinterServiceContract;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.service.ServiceStatus;

/** The plugin that plugin-api/README.md builds: as written there it compiles, loads, works and keeps the contract. */
final class PluginReadmeIT extends PrinterServiceContract<Object> {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVA_PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern JAVA_TYPE = Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record) (\\w+)");

    @TempDir
    private static Path folder;

    private static final String README = readme();

    private final PluginBench bench = new PluginBench();

    @AfterEach
    void closeCatalogs() {
        bench.close();
    }

    @Override
    protected PrinterServiceFactory<Object> newFactory() {
        try {
            return factory();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void greetsAsThePageSays() throws IOException {
        PrinterServiceFactory<Object> factory = factory();
        Printer printer = TestPrinters.next();
        TestSettings settings = TestSettings.of(Map.of("port", "7001", "greeting", "good morning"));
        try (RecordingContext context = new RecordingContext(printer);
                PrinterService service = factory.create(context, factory.readSettings(settings))) {
            assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);

            assertThat(lineFrom(printer))
                    .isEqualTo("good morning from " + printer.identity().name());
            await().until(() -> context.codes(PrinterEvent.Kind.COMMAND).equals(List.of("GREETED")));
        }
        assertThat(settings.mistakes()).isEmpty();
        assertThat(settings.unknownKeys()).isEmpty();
    }

    @Test
    void theContractTestOfThePageCompiles() {
        PluginZipBuilder builder = plugin().seeing(PrinterServiceContract.class).seeing(Test.class);
        blocks("java").forEach(text -> builder.source(className(text), text));

        assertThat(builder.compiled()).containsKey("org/example/hello/HelloContractIT.class");
    }

    @Test
    void thePomOfThePageTakesFromTheHostWhatTheHostGives() {
        String pom = blocks("xml").get(0);

        assertThat(pom).contains("<artifactId>plugin-api</artifactId>\n      <scope>provided</scope>");
        assertThat(pom).contains("<artifactId>pf4j</artifactId>\n      <scope>provided</scope>");
    }

    private PrinterServiceFactory<Object> factory() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Path zip = plugins.resolve("hello-plugin.zip");
        if (!Files.exists(zip)) {
            PluginZipBuilder builder = plugin();
            blocks("java").stream()
                    .filter(text -> !text.contains("org.printfarm.api.contract"))
                    .forEach(text -> builder.source(className(text), text));
            builder.writeTo(zip);
        }
        PluginCatalog catalog = bench.open(plugins, folder.resolve("cache"));
        assertThat(catalog.factories()).as("%s", catalog.reports()).containsOnlyKeys("hello");
        return typed(Objects.requireNonNull(catalog.factories().get("hello")));
    }

    @SuppressWarnings("unchecked") // the settings are only handed back to the factory they came from
    private static PrinterServiceFactory<Object> typed(PrinterServiceFactory<?> factory) {
        return (PrinterServiceFactory<Object>) factory;
    }

    private static PluginZipBuilder plugin() {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(blocks("properties").get(0)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        PluginZipBuilder builder = PluginZipBuilder.plugin("from-the-page");
        lines.stringPropertyNames().forEach(key -> builder.property(key, lines.getProperty(key)));
        return builder;
    }

    private static List<String> blocks(String language) {
        return BLOCK.matcher(README)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static String className(String text) {
        return first(JAVA_PACKAGE, text) + "." + first(JAVA_TYPE, text);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String lineFrom(Printer printer) throws IOException {
        try (Socket socket = new Socket(printer.bindAddress(), 7001);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            return String.valueOf(lines.readLine());
        }
    }

    private static String readme() {
        try {
            return Files.readString(Path.of(System.getProperty("farm.root"), "plugin-api", "README.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
