package org.printfarm.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.host.plugin.PluginReport.State;

/** The zip that the build has laid into {@code plugins/}, as the host loads it. */
final class BindPluginZipIT {

    private static final Path BUILT = Path.of(System.getProperty("farm.root"), "plugins", "bind-plugin.zip");

    @TempDir
    private Path folder;

    @Test
    void isUsedAndOffersBind() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(BUILT, plugins.resolve("bind-plugin.zip"));

        try (PluginCatalog catalog = PluginCatalog.open(plugins, folder.resolve("cache"))) {
            PluginReport report = catalog.reports().get(0);
            assertThat(report.state()).as(report.reason()).isEqualTo(State.USED);
            assertThat(report.id()).isEqualTo("bind-plugin");
            assertThat(report.services()).containsExactly("bind");
            assertThat(report.version()).as("filtered").doesNotContain("$").isNotEmpty();
        }
    }

    /** Two builds of one commit give the same bytes only if nothing tells when it was built. */
    @Test
    void everythingInItHasTheOneTimeThatTheBuildIsGiven() throws IOException {
        try (ZipFile zip = new ZipFile(BUILT.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    @Test
    void bringsItsOwnMina() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(BUILT, plugins.resolve("bind-plugin.zip"));

        try (PluginCatalog catalog = PluginCatalog.open(plugins, folder.resolve("cache"))) {
            PrinterServiceFactory<?> factory =
                    Objects.requireNonNull(catalog.factories().get("bind"));
            ClassLoader own = factory.getClass().getClassLoader();
            for (String name : List.of(
                    "org.apache.mina.core.service.IoAcceptor",
                    factory.getClass().getName())) {
                assertThat(own.loadClass(name).getClassLoader()).as(name).isSameAs(own);
            }
        }
    }
}
