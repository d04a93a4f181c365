package org.printfarm.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.DriverContract;
import org.printfarm.api.contract.RecordingMachine;
import org.printfarm.api.contract.TestOrders;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;

/** The contract on a folder, and what is a folder's own. */
class FolderDriverContractIT extends DriverContract<FolderSettings> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    @Override
    protected DriverFactory<FolderSettings> newFactory() {
        return new FolderDriverFactory();
    }

    @Override
    protected TestSettings present() {
        return TestSettings.of(Map.of("path", folder.toString()));
    }

    @Override
    protected TestSettings absent() {
        return TestSettings.of(Map.of("path", folder.resolve("nowhere").toString()));
    }

    @Override
    protected Optional<byte[]> delivered(String fileName) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
        Path file = folder.resolve(fileName);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Test
    void aNameThatIsTakenIsNotOverwritten() throws Exception {
        Files.writeString(folder.resolve("cube"), "of somebody else");
        PrintOrder order = TestOrders.of(Files.writeString(elsewhere.resolve("file"), "ours"), 7);
        try (FolderDriverFactory factory = new FolderDriverFactory();
                RecordingMachine machine = new RecordingMachine("m");
                Driver driver = factory.create(
                        machine,
                        factory.readSettings(TestSettings.of(Map.of("path", folder.toString(), "name", "{title}"))))) {
            driver.deliver(order, sent -> {});
        }
        assertThat(folder.resolve("cube")).hasContent("of somebody else");
        assertThat(folder.resolve("7-cube")).hasContent("ours");
    }

    @Test
    void aFolderThatComesAndGoesIsTold() throws Exception {
        Path mount = elsewhere.resolve("mount");
        try (FolderDriverFactory factory = new FolderDriverFactory();
                RecordingMachine machine = new RecordingMachine("m");
                Driver driver = factory.create(
                        machine, factory.readSettings(TestSettings.of(Map.of("path", mount.toString()))))) {
            driver.open();
            await().atMost(PATIENCE).until(() -> machine.is(Connection.OFFLINE));
            Files.createDirectory(mount);
            await().atMost(PATIENCE).until(() -> machine.is(Connection.ONLINE));
            Files.delete(mount);
            await().atMost(PATIENCE).until(() -> machine.is(Connection.OFFLINE));
        }
    }
}
