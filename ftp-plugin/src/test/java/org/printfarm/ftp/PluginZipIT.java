package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the build packed. */
class PluginZipIT {

    private static final Path ZIP = Path.of(System.getProperty("farm.root"), "plugins", "ftp-plugin.zip");

    @Test
    void theZipHoldsTheFactoryMinaAndNothingOfTheHosts() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertThat(names).contains("plugin.properties", "classes/META-INF/extensions.idx");
            assertThat(names.stream().filter(name -> name.startsWith("lib/") && name.endsWith(".jar")))
                    .singleElement()
                    .asString()
                    .startsWith("lib/mina-core-");
            String index = new String(
                    zip.getInputStream(zip.getEntry("classes/META-INF/extensions.idx"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(index).contains("org.printfarm.ftp.FtpServiceFactory");
        }
    }
}
