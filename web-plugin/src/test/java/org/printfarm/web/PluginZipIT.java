package org.printfarm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the zip that the host loads. */
class PluginZipIT {

    private static final Path ZIP = Path.of(System.getProperty("farm.root", ".."), "plugins", "web-plugin.zip");

    @Test
    void bringsItsClassesJettyAndTheFormatOfPrometheusAlone() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertThat(names).contains("plugin.properties", "classes/org/printfarm/web/WebPlugin.class");
            assertThat(names)
                    .filteredOn(name -> name.endsWith(".jar"))
                    .hasSize(7)
                    .allMatch(name -> name.startsWith("lib/jetty-") || name.startsWith("lib/prometheus-metrics-"));
            assertThat(names)
                    .filteredOn(name -> name.endsWith(".class"))
                    .allMatch(name -> name.startsWith("classes/org/printfarm/web/"));
        }
    }

    @Test
    void extensionIndexNamesTheFactory() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(text(zip, "classes/META-INF/extensions.idx")).contains(WebServiceFactory.class.getName());
        }
    }

    @Test
    void propertiesAreFilledIn() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("plugin.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            assertThat(properties.getProperty("plugin.id")).isEqualTo("web-plugin");
            assertThat(properties.getProperty("plugin.class")).isEqualTo(WebPlugin.class.getName());
            assertThat(properties.getProperty("plugin.version")).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
