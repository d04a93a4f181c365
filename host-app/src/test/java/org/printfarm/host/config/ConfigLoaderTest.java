package org.printfarm.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterModel;

/** A file without a mistake gives what it says. */
final class ConfigLoaderTest {

    @TempDir
    private Path folder;

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ConfigLoaderTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Farms whole(String name) throws IOException {
        Farms farms = new Farms(folder).load(resource(name));
        assertThat(farms.messages()).isEmpty();
        return farms;
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole.yaml", "whole.json"})
    void theFarmSectionIsRead(String name) throws IOException {
        FarmConfig farm = whole(name).config();

        assertThat(farm.source()).isEqualTo(folder.resolve("farm.yaml"));
        assertThat(farm.name()).isEqualTo("workshop");
        assertThat(farm.data()).isEqualTo(folder.resolve("farm-data"));
        assertThat(farm.plugins()).isEqualTo(folder.resolve("drop-in"));
        assertThat(farm.tlsEngine()).isEqualTo(FarmConfig.TlsEngineChoice.JSSE);
        assertThat(farm.keys()).isEqualTo(FarmConfig.KeyChoice.RSA_EC);
        assertThat(farm.keepJobs())
                .isEqualTo(new JobRetention(Optional.of(Duration.ofDays(30)), Optional.of(50L << 30)));
        assertThat(farm.deliveries()).isEqualTo(32);
        assertThat(farm.cluster().lease()).isEqualTo(Duration.ofSeconds(20));
        assertThat(farm.printers())
                .extracting(entry -> entry.printer().id())
                .containsExactly("bay-1", "bay-2", "bay-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole.yaml", "whole.json"})
    void aPrinterIsReadWithItsOwnValues(String name) throws IOException {
        Printer printer = whole(name).printer("bay-1").printer();

        assertThat(printer.identity().serial()).isEqualTo("01P00A391800001");
        assertThat(printer.identity().model()).isEqualTo(PrinterModel.P1S);
        assertThat(printer.identity().name()).isEqualTo("Bay 1");
        assertThat(printer.bindAddress().getHostAddress()).isEqualTo("192.168.1.51");
        assertThat(printer.advertisedAddress().getHostAddress()).isEqualTo("10.0.0.51");
        assertThat(printer.accessCode().matches(Farms.SECRET)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole.yaml", "whole.json"})
    void whatAPrinterLeavesOutComesFromTheDefaults(String name) throws IOException {
        Printer second = whole(name).printer("bay-2").printer();
        Printer third = whole(name).printer("bay-3").printer();

        assertThat(second.identity().name()).isEqualTo("bay-2");
        assertThat(second.identity().model()).isEqualTo(PrinterModel.X1C);
        assertThat(second.identity().firmware()).isEqualTo("01.09.00.00");
        assertThat(second.accessCode().matches("00001234")).isTrue();
        assertThat(second.bindAddress().isAnyLocalAddress()).isTrue();
        assertThat(third.identity().name()).isEqualTo("Büro 3 🖨");
        assertThat(third.identity().firmware()).isEqualTo("01.08.00.00");
        assertThat(third.advertisedAddress()).isEqualTo(third.bindAddress());
        assertThat(third.accessCode().matches(Farms.SECRET)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole.yaml", "whole.json"})
    void servicesAreMergedKeyByKey(String name) throws IOException {
        Farms farms = whole(name);

        assertThat(farms.printer("bay-1").services()).hasToString("[bind=on, mqtt=on, ssdp=off, ftp=on]");
        assertThat(farms.printer("bay-2").services()).hasToString("[bind=on, mqtt=on, ssdp=on, ftp=off]");
        assertThat(farms.printer("bay-3").services()).hasToString("[bind=on, mqtt=off, ssdp=on, ftp=off, other=on]");
        assertThat(plainPort(farms, "bay-1")).isEqualTo(3000);
        assertThat(plainPort(farms, "bay-2")).isEqualTo(3100);
        assertThat(plainPort(farms, "bay-3")).isEqualTo(3100);
    }

    private static int plainPort(Farms farms, String id) {
        return farms.printer(id).services().get(0).settings(farms.problems()).port("plain-port", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "on, on, true, 1", "on, {}, true, 1", "on, off, false, 1", "on, {port: 2}, true, 2",
        "off, on, true, 1", "off, {}, true, 1", "off, off, false, 1", "off, {port: 2}, true, 2",
        "{}, on, true, 1", "{}, {}, true, 1", "{}, off, false, 1", "{}, {port: 2}, true, 2",
        "{port: 3}, on, true, 3", "{port: 3}, {}, true, 3", "{port: 3}, off, false, 3", "{port: 3}, {port: 2}, true, 2",
        "{port: 3}, {other: 2}, true, 3"
    })
    void aServiceIsWhatDefaultsAndPrinterSayTogether(String base, String own, boolean on, int port) {
        Farms farms = new Farms(folder).load("""
                        defaults: {services: {bind: %s}, access-code: Kn0wnC0d}
                        printers: {bay-1: {address: 127.1.0.1, services: {bind: %s}}}
                        """.formatted(base, own));

        ServiceEntry service = farms.printer("bay-1").services().get(0);
        assertThat(service.isOn()).isEqualTo(on);
        assertThat(service.settings(farms.problems()).port("port", 1)).isEqualTo(port);
        assertThat(farms.messages()).isEmpty();
    }

    @Test
    void aMessagePointsToWhereTheMergedValueReallyStands() {
        Farms farms = new Farms(folder).load("""
                        defaults:
                          access-code: Kn0wnC0d
                          services:
                            bind: {port: 0}
                            mqtt: on
                        printers:
                          bay-1:
                            address: 127.1.0.1
                            services:
                              bind:
                                tls-port: 0
                          bay-2: {address: 127.1.0.2}
                        """);
        for (PrinterEntry printer : farms.config().printers()) {
            ServiceEntry.TrackedSettings settings = printer.services().get(0).settings(farms.problems());
            settings.port("port", 1);
            settings.port("tls-port", 1);
            settings.mistake("absent", "is wanted");
            settings.warning("tls-port", "is unwise");
            farms.problems().mistake(printer.services().get(1).problem("no plugin does mqtt"));
        }

        assertThat(farms.messages())
                .containsExactly(
                        "farm.yaml:4:5 defaults.services.bind.absent: is wanted",
                        "farm.yaml:4:18 defaults.services.bind.port: expected a port from 1 to 65535, got \"0\"",
                        "farm.yaml:5:5 defaults.services.mqtt: no plugin does mqtt",
                        "farm.yaml:10:7 printers.bay-1.services.bind.absent: is wanted",
                        "farm.yaml:11:19 printers.bay-1.services.bind.tls-port: expected a port from 1 to 65535,"
                                + " got \"0\"",
                        "warning: farm.yaml:4:5 defaults.services.bind.tls-port: is unwise",
                        "warning: farm.yaml:11:19 printers.bay-1.services.bind.tls-port: is unwise");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "00001234", "0x123456", "1e234567", "'12345678'", "trueTRUE", "0o123456"})
    void anAccessCodeIsTheTextThatWasWritten(String code) {
        Farms farms = new Farms(folder).load("printers: {bay-1: {address: 127.1.0.1, access-code: " + code + "}}");

        assertThat(farms.messages()).isEmpty();
        String clear = code.replace("'", "");
        assertThat(farms.printer("bay-1").printer().accessCode().matches(clear)).isTrue();
    }

    @Test
    void aPrinterThatNoServiceServesNeedsNoAddressAndNoCode() {
        Farms farms = new Farms(folder).load("""
                        printers: {a: {model: P1S}, b: {}, c: {address: 127.1.0.1, access-code: Kn0wnC0d}}
                        defaults: {services: {bind: off}}
                        """);
        assertThat(farms.messages()).isEmpty();
        assertThat(farms.config().printers())
                .extracting(PrinterEntry::hasAddress)
                .containsExactly(false, false, true);
        assertThat(farms.config().dialled()).extracting(Printer::id).containsExactly("c");
    }

    @Test
    void aPrinterThatIsToBeDialledNeedsAnAddress() {
        for (String rest : List.of("services: {bind: on}", "services: {bind: off}, advertise: 127.1.0.1")) {
            assertThat(new Farms(folder)
                            .load("printers: {a: {access-code: Kn0wnC0d, " + rest + "}}\n")
                            .messages())
                    .as(rest)
                    .singleElement()
                    .asString()
                    .contains("printers.a.address: expected an IPv4 address");
        }
    }

    @Test
    void everythingButPrintersMayBeLeftOutOrEmpty() {
        Farms farms = new Farms(folder)
                .load("farm:\ndefaults:\nprinters:\n  bay-1: {address: 127.1.0.1, access-code: Kn0wnC0d, services: }");

        assertThat(farms.messages()).isEmpty();
        assertThat(farms.config().name()).isEqualTo("printfarm");
        assertThat(farms.config().data()).isEqualTo(folder.resolve("data"));
        assertThat(farms.config().plugins()).isEqualTo(folder.resolve("plugins"));
        assertThat(farms.config().tlsEngine()).isEqualTo(FarmConfig.TlsEngineChoice.AUTO);
        assertThat(farms.config().keys()).isEqualTo(FarmConfig.KeyChoice.AUTO);
        assertThat(farms.config().keepJobs()).isEqualTo(JobRetention.KEEP_ALL);
        assertThat(farms.config().deliveries()).isEqualTo(4);
        assertThat(farms.printer("bay-1").services()).isEmpty();
        assertThat(farms.printer("bay-1").line()).isEqualTo(4);
        assertThat(farms.printer("bay-1").column()).isEqualTo(3);
    }

    @Test
    void theEffectiveConfigurationCanBePrinted() throws IOException {
        String printed = whole("whole.yaml").config().toString();

        assertThat(printed).contains("Bay 1", "01P00A391800001", "redacted").doesNotContain(Farms.SECRET, "00001234");
    }

    @Test
    void absolutePathsStayWhatTheyAre() {
        Farms farms = new Farms(folder)
                .load("farm: {data: /srv/farm/../data}\nprinters: {a: {address: 127.1.0.1, access-code: Kn0wnC0d}}");

        assertThat(farms.config().data()).isEqualTo(Path.of("/srv/data"));
    }

    @Test
    void theDemoFarmHasThreeModelsOnThreeAddresses() {
        Problems problems = new Problems();
        FarmConfig demo = new ConfigLoader()
                .loadDemo(folder, folder.resolve("drop-in"), ConfigLoader.Serials.KEEP, problems)
                .orElseThrow();

        assertThat(problems.mistakes()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(demo.name()).isEqualTo("demo");
        assertThat(demo.data()).isEqualTo(folder.resolve("data"));
        assertThat(demo.plugins()).isEqualTo(folder.resolve("drop-in"));
        List<Printer> printers =
                demo.printers().stream().map(PrinterEntry::printer).toList();
        assertThat(printers)
                .extracting(printer -> printer.bindAddress().getHostAddress())
                .containsExactly("127.0.0.11", "127.0.0.12", "127.0.0.13");
        assertThat(printers).extracting(printer -> printer.identity().model()).doesNotHaveDuplicates();
        assertThat(printers)
                .extracting(printer -> printer.identity().name())
                .containsExactly("Bay 1", "Bay 2", "Bay 3");
        assertThat(demo.printers())
                .allSatisfy(entry -> assertThat(entry.services())
                        .extracting(ServiceEntry::type)
                        .contains("bind"));
        assertThat(folder.resolve("data/serials.json")).exists();
    }
}
