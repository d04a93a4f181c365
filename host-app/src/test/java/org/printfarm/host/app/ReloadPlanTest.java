package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.api.Printer;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineContext;
import org.printfarm.api.driver.MachineDescription;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterService;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.host.config.ConfigLoader;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.dispatch.MachinePlanner;
import org.printfarm.host.service.PlannedService;
import org.printfarm.host.service.ServicePlanner;

/** From two files to what has to be done. */
final class ReloadPlanTest {

    private static final String FILE = """
            farm: {name: workshop, data: data}
            defaults: {model: P1S, access-code: Abcd1234, services: {bind: {port: 3000}, ssdp: {port: 4000}}}
            printers:
              one: {name: One, serial: 01P00A000000001, address: 127.1.0.1, send-to: left}
              two: {name: Two, serial: 01P00A000000002, address: 127.1.0.2}
            machines:
              left: {driver: scripted, word: a}
            """;

    @TempDir
    private Path folder;

    private final Services bind = new Services("bind");
    private final Services ssdp = new Services("ssdp");
    private final Machines scripted = new Machines();

    static Stream<Arguments> changes() {
        return Stream.of(
                change("workshop", "workshop", ""),
                change("printers:", "\n\n# a remark\nprinters:"),
                change("name: One", "name: 1st", "PRINTER_RESTARTED one [name]"),
                change(
                        "name: One, serial: 01P00A000000001, address: 127.1.0.1",
                        "model: X1C, name: 1st, serial: 00M00A000000001, address: 127.1.0.3, advertise: 127.1.0.4,"
                                + " firmware: 01.02.03.04",
                        "PRINTER_RESTARTED one [name, model, serial, firmware, address, advertise]"),
                change("name: Two", "nozzle: 0.6, name: Two", "PRINTER_RESTARTED two [filaments or nozzle]"),
                change("send-to: left", "show: ready, send-to: left", "ROUTE_CHANGED one"),
                change(", send-to: left", "", "ROUTE_CHANGED one"),
                change("Abcd1234", "Abcd1235", "CODE_CHANGED one", "CODE_CHANGED two"),
                change(
                        "name: Two",
                        "access-code: {now: Abcd1234, before: Abcd1111, until: 2926-12-24T00:00Z}, name: Two",
                        "CODE_CHANGED two"),
                change("port: 3000", "port: 3001", "SERVICES_RESTARTED one [bind]", "SERVICES_RESTARTED two [bind]"),
                change("name: Two", "services: {ssdp: off}, name: Two", "SERVICES_RESTARTED two [ssdp]"),
                change(
                        "name: Two",
                        "access-code: Abcd1235, services: {bind: {port: 3003}}, name: Two",
                        "SERVICES_RESTARTED two [bind]",
                        "CODE_CHANGED two"),
                change("  two:", "  three:", "PRINTER_ADDED three", "PRINTER_REMOVED two"),
                change("word: a", "word: b", "MACHINE_REACHED_ANEW left"),
                change("word: a", "word: a, name: Left", "MACHINE_CHANGED left"),
                change("word: a}", "word: a}\n  right: {driver: scripted, word: b}", "MACHINE_ADDED right"),
                change("word: a}", "word: a}\npools: {p1: {machines: [left]}}", "POOL_CHANGED p1"),
                change(
                        "left:",
                        "right:",
                        "send-to: left",
                        "send-to: right",
                        "ROUTE_CHANGED one",
                        "MACHINE_ADDED right",
                        "MACHINE_REMOVED left"),
                change(
                        "name: workshop,",
                        "name: hall, keys: rsa+ec, tls-engine: jsse, keep-jobs-for: 5m,",
                        "AT_NEXT_START farm.name",
                        "AT_NEXT_START farm.tls-engine",
                        "AT_NEXT_START farm.keys",
                        "AT_NEXT_START farm.keep-jobs-for and keep-jobs-size"),
                change(
                        "data: data",
                        "data: other, plugins: x",
                        "AT_NEXT_START farm.data",
                        "AT_NEXT_START farm.plugins"),
                change("data: data", "data: data, reload: on-change", ""));
    }

    /** Pairs of texts are replaced in turn while what follows is no step. */
    private static Arguments change(String... words) {
        int texts = 2;
        while (texts + 1 < words.length && !words[texts].matches("[A-Z_]+ .*")) {
            texts += 2;
        }
        List<String> all = List.of(words);
        List<String> steps = all.subList(texts, all.size()).stream()
                .filter(step -> !step.isEmpty())
                .toList();
        return Arguments.of(all.subList(0, texts), steps);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatChangedIsDoneAndNothingElse(List<String> texts, List<String> steps) throws IOException {
        String after = FILE;
        for (int i = 0; i < texts.size(); i += 2) {
            after = after.replace(texts.get(i), texts.get(i + 1));
        }
        assertThat(ReloadPlan.of(plan(FILE), plan(after)).steps())
                .extracting(
                        step -> step.kind() + " " + step.id() + (step.details().isEmpty() ? "" : " " + step.details()))
                .containsExactlyElementsOf(steps);
    }

    @Test
    void onlyTheServicesOfTheStepsAreTouched() throws IOException {
        FarmPlan before = plan(FILE);
        FarmPlan after =
                plan(FILE.replace("name: One", "name: 1st").replace("name: Two", "services: {ssdp: off}, name: Two"));
        ReloadPlan plan = ReloadPlan.of(before, after);
        assertThat(before.services().services().stream().filter(plan.touched()))
                .extracting(ReloadPlanTest::name)
                .containsExactly("one/bind", "one/ssdp", "two/ssdp");
        assertThat(after.services().only(plan.touched()).services())
                .extracting(ReloadPlanTest::name)
                .containsExactly("one/bind", "one/ssdp");
        assertThat(plan.changesNothing()).isFalse();
    }

    private static String name(PlannedService<?> service) {
        return service.printer().id() + "/" + service.type();
    }

    private FarmPlan plan(String text) throws IOException {
        Problems problems = new Problems();
        FarmConfig config = new ConfigLoader()
                .load(Files.writeString(folder.resolve("farm.yaml"), text), Serials.PREVIEW, problems)
                .orElseThrow();
        FarmPlan plan = new FarmPlan(
                config,
                ServicePlanner.plan(config, Map.of("bind", bind, "ssdp", ssdp), problems),
                MachinePlanner.plan(config, Map.of("scripted", scripted), problems),
                List.of(),
                Share.ALL);
        assertThat(problems.mistakes()).isEmpty();
        return plan;
    }

    private record Services(String type) implements PrinterServiceFactory<Integer> {

        @Override
        public Integer readSettings(SettingsReader settings) {
            return settings.port("port", 1);
        }

        @Override
        public List<PortClaim> claims(Printer printer, Integer port) {
            return List.of(PortClaim.tcp(printer.bindAddress(), port));
        }

        @Override
        public PrinterService create(PrinterContext context, Integer port) {
            throw new UnsupportedOperationException("nothing is started here");
        }

        @Override
        public void close() {}
    }

    private static final class Machines implements DriverFactory<String> {

        @Override
        public String type() {
            return "scripted";
        }

        @Override
        public String readSettings(SettingsReader settings) {
            return settings.text("word").orElse("");
        }

        @Override
        public MachineDescription describe(String word) {
            return new MachineDescription(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
        }

        @Override
        public Driver create(MachineContext context, String word) {
            throw new UnsupportedOperationException("nothing is reached here");
        }

        @Override
        public void close() {}
    }
}
