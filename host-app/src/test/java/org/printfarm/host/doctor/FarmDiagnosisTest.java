package org.printfarm.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.StatusBoard.Line;

final class FarmDiagnosisTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            START_NOT_ALLOWED | Developer Mode is off; switch it on | the machine: Developer Mode is off | switch it on
            NO_STORAGE        | has no SD card                     | the machine: has no SD card         | ./farm machines test left
            """)
    void whatIsWrongWithAMachineIsAFindingOfTheFarm(MachineFault.Code code, String text, String cause, String mend) {
        MachineStatus status =
                status(new MachineFault(code, "", text), new MachineFault(Code.NOTICE, "", "all is well"));
        assertThat(FarmDiagnosis.of("left", status)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code.name());
            assertThat(finding.printer()).isEqualTo("left");
            assertThat(finding.cause()).isEqualTo(cause);
            assertThat(finding.mend()).startsWith(mend);
        });
        assertThat(FarmDiagnosis.of("left", status())).isEmpty();
    }

    private static MachineStatus status(MachineFault... faults) {
        return new MachineStatus(
                MachineStatus.Connection.ONLINE,
                MachineStatus.Activity.IDLE,
                OptionalInt.empty(),
                Optional.empty(),
                MachineStatus.Progress.NONE,
                MachineStatus.Temperatures.UNKNOWN,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                List.of(faults),
                Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "PORT_IN_USE, PORT_TAKEN, another program has the port",
        "ADDRESS_MISSING, ADDRESS_MISSING, does not have the address",
        "PORT_NOT_PERMITTED, PORT_NOT_PERMITTED, below 1024",
        "TOO_MANY_OPEN_FILES, TOO_MANY_OPEN_FILES, no file descriptors"
    })
    void aPortThatIsDownIsAFindingOfTheFarm(FaultCode fault, String code, String cause) {
        PortClaim claim = PortClaim.tcp(Loopback.of("127.0.0.1"), 990);
        ServiceStatus status = new ServiceStatus.Failed(
                List.of(new PortStatus(claim, Optional.of(new Fault(fault, "x")))), new Fault(fault, "x"));

        assertThat(FarmDiagnosis.of(new Line("bay-1", "ftp", status)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.code()).isEqualTo(code);
                    assertThat(found.cause()).contains("ftp on tcp 127.0.0.1:990", cause);
                    assertThat(found.mend()).isNotBlank();
                });
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatIsDownAsAWholeIsOneToo(FaultCode fault) {
        assertThat(FarmDiagnosis.of(
                        new Line("bay-1", "ftp", new ServiceStatus.Failed(List.of(), new Fault(fault, "x")))))
                .hasSize(1);
        assertThat(FarmDiagnosis.of(new Line("bay-1", "ftp", new ServiceStatus.Stopped())))
                .isEmpty();
    }

    @Test
    void printersThatTellSlicersTheSameAddressAreNamed() {
        Printer one = TestPrinters.next();
        Printer two = TestPrinters.next();
        assertThat(FarmDiagnosis.sharing(List.of(one, two), Map.of())).isEmpty();
        Printer twin = new Printer(
                "twin", two.identity(), two.bindAddress(), one.advertisedAddress(), two.accessCode(), two.loadout());
        assertThat(FarmDiagnosis.sharing(List.of(one, two, twin), Map.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.printer()).isEqualTo("twin");
                    assertThat(finding.cause()).contains("the address that " + one.id() + " tells them too");
                });
    }

    @Test
    void aPrinterWithTheSerialOfAMachineIsNamedAndItsMend() {
        Printer one = TestPrinters.next();
        Printer two = TestPrinters.next();
        assertThat(FarmDiagnosis.sharing(
                        List.of(one, two), Map.of("left", two.identity().serial(), "right", "01P00A000000999")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("DUPLICATE_SERIAL");
                    assertThat(finding.printer()).isEqualTo(two.id());
                    assertThat(finding.cause()).contains("the serial of the machine left");
                    assertThat(finding.mend()).contains("another serial in farm.yaml");
                });
    }

    @Test
    void aPrinterThatWaitsForTheClockIsNamedWithTheTimeThatItIs() {
        Printer one = TestPrinters.next();
        assertThat(FarmDiagnosis.clock(one, Instant.parse("1970-01-01T00:00:12.5Z")))
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("CLOCK");
                    assertThat(finding.printer()).isEqualTo(one.id());
                    assertThat(finding.cause()).contains("1970-01-01T00:00:12Z");
                    assertThat(finding.mend()).startsWith("set the clock");
                });
    }
}
