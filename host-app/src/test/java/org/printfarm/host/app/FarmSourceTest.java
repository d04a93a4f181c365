package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests run in the module's folder, where no farm.yaml lies. */
final class FarmSourceTest {

    private static final String INSTALLED_FILE = "farm.config";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(INSTALLED_FILE);
    }

    @Test
    void withoutAFileItIsTheOneOfTheInstallation() throws IOException {
        Path installed = Files.createFile(folder.resolve("farm.yaml"));
        System.setProperty(INSTALLED_FILE, installed.toString());

        assertThat(new FarmSource(null).used()).hasValue(installed);
    }

    @Test
    void aFileThatIsNamedComesFirst() throws IOException {
        System.setProperty(
                INSTALLED_FILE, Files.createFile(folder.resolve("farm.yaml")).toString());
        Path named = folder.resolve("other.yaml");

        assertThat(new FarmSource(named).used()).hasValue(named);
    }

    @Test
    void anInstallationThatIsNotConfiguredHasTheDemoFarm() {
        System.setProperty(INSTALLED_FILE, folder.resolve("farm.yaml").toString());

        assertThat(new FarmSource(null).used()).isEmpty();
    }
}
