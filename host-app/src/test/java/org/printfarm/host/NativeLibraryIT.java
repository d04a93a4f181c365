package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conscrypt takes its library from the first jar of the class path that has it: one that need not be inflated. */
class NativeLibraryIT {

    private static final Path LIBRARIES = Path.of("target", "lib");

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch_64"})
    void theFirstOnTheClassPathIsConscryptsOwnAndNotCompressed(String machine) throws IOException {
        List<ZipEntry> found = entries("META-INF/native/libconscrypt_openjdk_jni-linux-" + machine + ".so");

        assertThat(found).hasSize(2);
        assertThat(found.get(0).getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(found.get(0).getCrc()).isEqualTo(found.get(1).getCrc());
        assertThat(found.get(1).getMethod()).as("else the other jar could go").isEqualTo(ZipEntry.DEFLATED);
    }

    /** In the launcher's order, which is the shell's. */
    private static List<ZipEntry> entries(String name) throws IOException {
        List<ZipEntry> found = new ArrayList<>();
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    ZipEntry entry = zip.getEntry(name);
                    if (entry != null) {
                        found.add(entry);
                    }
                }
            }
        }
        return found;
    }
}
