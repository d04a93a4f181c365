package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.service.ServiceStatus;

/**
 * The plugin of {@code plugin-api/template}: outside of this build, with nothing of it but the API as {@code mvn install} lays it
 * down, it builds, keeps the contract, is loaded and works.
 */
final class PluginTemplateIT {

    private static final Path CHECKOUT = Path.of(System.getProperty("farm.root"));
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    private Path folder;

    private final PluginBench bench = new PluginBench();

    @AfterEach
    void closeCatalogs() {
        bench.close();
    }

    @Test
    void theTemplateBuildsAPluginThatTheHostLoads() throws Exception {
        Path template = copyOfTheTemplate();
        installTheApi();

        String told = build(template);

        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        assertThat(template.resolve("target/failsafe-reports/TEST-org.example.hello.HelloContractIT.xml"))
                .as(told)
                .exists();
        Files.copy(template.resolve("target/hello-plugin.zip"), plugins.resolve("hello-plugin.zip"));
        PluginCatalog catalog = bench.open(plugins, folder.resolve("cache"));
        assertThat(catalog.factories()).as("%s", catalog.reports()).containsOnlyKeys("hello");
        greets(typed(Objects.requireNonNull(catalog.factories().get("hello"))));
    }

    private static void greets(PrinterServiceFactory<Object> factory) throws IOException {
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

    @SuppressWarnings("unchecked") // the settings are only handed back to the factory they came from
    private static PrinterServiceFactory<Object> typed(PrinterServiceFactory<?> factory) {
        return (PrinterServiceFactory<Object>) factory;
    }

    private static String lineFrom(Printer printer) throws IOException {
        try (Socket socket = new Socket(printer.bindAddress(), 7001);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            return String.valueOf(lines.readLine());
        }
    }

    private Path copyOfTheTemplate() throws IOException {
        Path from = CHECKOUT.resolve("plugin-api/template");
        Path to = folder.resolve("hello-plugin");
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(path -> !path.startsWith(from.resolve("target")))
                    .toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    /** Lays down what {@code mvn install -pl plugin-api -am} does: the parent's pom, the API's pom, its jar and its test-jar. */
    private void installTheApi() throws IOException {
        Path built = CHECKOUT.resolve("plugin-api/target");
        String version = version(built);
        Path parent = Files.createDirectories(folder.resolve("repository/org/printfarm/printfarm/" + version));
        Path api = Files.createDirectories(folder.resolve("repository/org/printfarm/plugin-api/" + version));
        Files.copy(CHECKOUT.resolve("pom.xml"), parent.resolve("printfarm-" + version + ".pom"));
        Files.copy(CHECKOUT.resolve("plugin-api/pom.xml"), api.resolve("plugin-api-" + version + ".pom"));
        for (String end : List.of(".jar", "-tests.jar")) {
            String name = "plugin-api-" + version + end;
            Files.copy(built.resolve(name), api.resolve(name));
        }
    }

    private static String version(Path built) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(built, "plugin-api-*-tests.jar")) {
            String name = jars.iterator().next().getFileName().toString();
            return name.substring("plugin-api-".length(), name.length() - "-tests.jar".length());
        }
    }

    /** Runs Maven with a repository that holds the API alone; all else comes, offline, from the one of this build. */
    private String build(Path template) throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("settings.xml"), """
                <settings><mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>
                """.formatted(
                        Path.of(System.getProperty("maven.repository")).toUri()));
        ProcessBuilder maven = new ProcessBuilder(
                maven().toString(),
                "-B",
                "-q",
                "-o",
                "-Daether.offline.protocols=file",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                "verify");
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path told = folder.resolve("maven.log");
        Process process = maven.directory(template.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("Maven ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(told)).isZero();
        return Files.readString(told);
    }

    private static Path maven() {
        Optional<Path> maven = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "mvn"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(maven.isPresent(), "mvn is not on the PATH: the template is not built");
        return maven.orElseThrow();
    }
}
