package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A farm in a network namespace of its own, with a neighbour in another. Needs root and iproute2. */
final class AddressesIT {

    @TempDir
    private Path folder;

    private TwoMachines machines;

    @BeforeEach
    void network() throws Exception {
        machines = new TwoMachines();
    }

    @AfterEach
    void end() {
        if (machines != null) {
            machines.close();
        }
    }

    @Test
    void whatBecomesOfAnAddressIsTold() throws Exception {
        machines.farm("address add 10.9.0.51/32 dev card");
        machines.neighbour("address add 10.9.0.52/32 dev far");
        Path file = Files.writeString(
                folder.resolve("farm.yaml"),
                "farm: {plugins: " + FarmFile.pluginsFolder() + ", services: {web: off}}\n"
                        + "defaults: {access-code: '12345678', services: {bind: on}}\n"
                        + "printers: {bay-1: {address: 10.9.0.51}, bay-2: {address: 10.9.0.52}}\n");
        try (FarmProcess check = FarmProcess.startBehind(machines.inFarm, folder, "check", "-c", file.toString())) {
            check.awaitEnd();
            assertThat(check.err())
                    .contains("printers.bay-2.services.bind: another machine (")
                    .contains("has the address 10.9.0.52");
        }
        try (FarmProcess farm = FarmProcess.startBehind(machines.inFarm, folder, "run", "-c", file.toString())) {
            farm.awaitReady();
            machines.farm("address del 10.9.0.51/32 dev card");
            machines.neighbour("address add 10.9.0.51/32 dev far");
            farm.awaitLog("printer=bay-2 address=10.9.0.52 another machine has it: ");
            farm.awaitLog("printer=bay-1 address=10.9.0.51 this machine does not have it any more");
            farm.awaitLog("event=fault printer=bay-1 service=address port=0 peer=-:0 code=ADDRESS_GONE");
            farm.awaitLog("printer=bay-1 address=10.9.0.51 another machine has it: ");
            await().atMost(FarmProcess.PATIENCE)
                    .until(() -> bindOfBay1(farm).matches("(?s).*reason=ADDRESS_MISSING.*"));
            try (FarmProcess doctor =
                    FarmProcess.startBehind(machines.inFarm, folder, "doctor", "-c", file.toString())) {
                assertThat(doctor.awaitEnd()).isEqualTo(1);
                assertThat(doctor.out())
                        .contains(
                                "farm, bay-1: bind on tcp 10.9.0.51:3000 is not served: this machine does not have the"
                                        + " address")
                        .contains("mend: add it to the network card as /32");
            }
            machines.neighbour("address del 10.9.0.51/32 dev far");
            machines.farm("address add 10.9.0.51/32 dev card");
            await().atMost(FarmProcess.PATIENCE)
                    .until(() -> bindOfBay1(farm).matches("(?s).*reason=ADDRESS_MISSING.*status=running.*"));
        }
    }

    private static String bindOfBay1(FarmProcess farm) throws IOException {
        return String.join(
                "\n",
                farm.err()
                        .lines()
                        .filter(line -> line.contains("printer=bay-1 service=bind"))
                        .toList());
    }
}
