package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.printfarm.api.ApiVersion;

/** The zip that the build lays into {@code plugins/}, looked at as the host will. */
class PluginZipIT {

    private static final Path ZIP = Path.of(System.getProperty("farm.root"), "plugins", "bind-plugin.zip");

    @Test
    void descriptorNamesThePluginAndTheApiItNeeds() throws IOException {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(read("plugin.properties")));
        assertThat(properties)
                .containsEntry("plugin.id", "bind-plugin")
                .containsEntry("plugin.class", BindServerPlugin.class.getName());
        assertThat(properties.getProperty("plugin.version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(properties.getProperty("plugin.requires")).startsWith(">=" + ApiVersion.CURRENT);
    }

    @Test
    void extensionIndexNamesTheFactory() throws IOException {
        assertThat(new String(read("classes/META-INF/extensions.idx"), StandardCharsets.UTF_8))
                .contains(BindServiceFactory.class.getName());
    }

    @Test
    void minaIsTheOnlyLibraryInside() throws IOException {
        assertThat(names().stream().filter(name -> name.startsWith("lib/") && name.endsWith(".jar")))
                .singleElement()
                .asString()
                .matches("lib/mina-core-2\\.\\d+\\.\\d+\\.jar");
    }

    @Test
    void nothingThatTheHostProvidesIsInside() throws IOException {
        List<String> classes = new ArrayList<>();
        for (String name : names()) {
            classes.add(name);
            if (name.endsWith(".jar")) {
                classes.addAll(entries(new ZipInputStream(new ByteArrayInputStream(read(name)))));
            }
        }
        assertThat(classes)
                .hasSizeGreaterThan(100)
                .noneMatch(name -> name.contains("org/printfarm/api/")
                        || name.contains("org/slf4j/")
                        || name.contains("com/fasterxml/jackson/")
                        || name.contains("org/pf4j/")
                        || name.contains("org/jspecify/"));
    }

    private static List<String> names() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    private static byte[] read(String name) throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            assertThat(entry).as("%s in the zip", name).isNotNull();
            try (InputStream in = zip.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }
    }

    private static List<String> entries(ZipInputStream zip) throws IOException {
        List<String> names = new ArrayList<>();
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            names.add(entry.getName());
        }
        return names;
    }
}
