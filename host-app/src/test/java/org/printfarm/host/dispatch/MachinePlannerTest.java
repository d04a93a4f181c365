package org.printfarm.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.driver.Capability;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problem;
import org.printfarm.host.config.Problems;

/** What speaks against machines, each with its place and its mend, and what is planned all the same. */
final class MachinePlannerTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private List<String> planned(String machines) throws IOException {
        Path file = Files.writeString(folder.resolve("farm.yaml"), """
                farm: {plugins: zips}
                printers: {bay-1: {address: 127.0.0.11, access-code: '12345678'}}
                machines:
                %s""".formatted(machines));
        FarmConfig config =
                new ConfigLoader().load(file, Serials.PREVIEW, problems).orElseThrow();
        return MachinePlanner.plan(config, Map.of("lathe", new Lathes()), problems).stream()
                .map(machine -> machine.entry().id())
                .toList();
    }

    private List<String> mistakes() {
        return problems.mistakes().stream()
                .map(Problem::toString)
                .map(text -> text.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void aDriverWhosePluginIsMissingIsNamedWithThoseThatAreThere() throws IOException {
        assertThat(planned("""
                  left: {driver: lathe, serial: A}
                  right: {driver: mill}
                """)).containsExactly("left");
        assertThat(mistakes())
                .containsExactly(
                        "farm.yaml:5:3 machines.right: no plugin provides the driver mill; plugins are read from"
                                + " zips: there are lathe");
    }

    @Test
    void oneSerialOrAddressForTwoMachinesIsAMistakeAtTheSecondThatNamesTheFirst() throws IOException {
        planned("""
                  left: {driver: lathe, serial: A, address: 192.168.1.21}
                  right: {driver: lathe, serial: A, address: 192.168.1.22}
                  small: {driver: lathe, serial: B, address: 192.168.1.21}
                """);
        assertThat(mistakes())
                .containsExactly(
                        "farm.yaml:5:3 machines.right: expected a serial of its own, got that of machines.left"
                                + " (farm.yaml:4:3)",
                        "farm.yaml:6:3 machines.small: expected an address of its own, got that of machines.left"
                                + " (farm.yaml:4:3)");
    }

    /** Its settings are what it tells of itself. */
    private static final class Lathes implements DriverFactory<MachineDescription> {

        @Override
        public String type() {
            return "lathe";
        }

        @Override
        public MachineDescription readSettings(SettingsReader settings) {
            return new MachineDescription(
                    Optional.empty(), settings.text("serial"), settings.text("address"), Set.of(Capability.DELIVER));
        }

        @Override
        public MachineDescription describe(MachineDescription settings) {
            return settings;
        }

        @Override
        public Driver create(MachineContext context, MachineDescription settings) {
            throw new UnsupportedOperationException("nothing is started here");
        }

        @Override
        public void close() {}
    }
}
