package org.printfarm.host.doctor;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.printfarm.api.Printer;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.event.StatusBoard.Line;
import org.printfarm.host.view.DoctorView.Finding;

/** From what a farm is to what is wrong with its own printers, services and machines. Pure. */
public final class FarmDiagnosis {

    private FarmDiagnosis() {}

    /**
     * Printers that slicers take for another one, or reach another one in place of.
     *
     * @param printers in the order of the file
     * @param machines the serials of the farm's machines, by their ids
     * @return one finding for each printer and thing that it shares, but for the first that has it
     */
    public static List<Finding> sharing(List<Printer> printers, Map<String, String> machines) {
        Map<InetAddress, String> addresses = new HashMap<>();
        Map<String, String> serials = new HashMap<>();
        machines.forEach((machine, serial) -> serials.putIfAbsent(serial, "machine " + machine));
        List<Finding> findings = new ArrayList<>();
        for (Printer printer : printers) {
            String first = addresses.putIfAbsent(printer.advertisedAddress(), printer.id());
            if (first != null) {
                findings.add(sameAddress(printer, first));
            }
            String twin = serials.get(printer.identity().serial());
            if (twin != null) {
                findings.add(sameSerial(printer, twin));
            }
        }
        return findings;
    }

    private static Finding sameAddress(Printer printer, String first) {
        return new Finding(
                "DUPLICATE_ADDRESS",
                printer.id(),
                "it tells slicers the address that " + first + " tells them too, so they reach only one of the two",
                "give it another advertise in farm.yaml, then ./farm reload");
    }

    private static Finding sameSerial(Printer printer, String twin) {
        return new Finding(
                Rule.DUPLICATE_SERIAL,
                printer.id(),
                "it has the serial of the " + twin + ", so slicers take the two for one and show one of them",
                Rule.OTHER_SERIAL);
    }

    /**
     * A printer that is not started, because its certificate cannot be issued now.
     *
     * @param printer the printer
     * @param now what time it is for the farm
     * @return the finding
     */
    public static Finding clock(Printer printer, Instant now) {
        return new Finding(
                "CLOCK",
                printer.id(),
                "it is not started: for the farm's clock it is " + now.truncatedTo(ChronoUnit.SECONDS)
                        + ", which is outside of the time of its CA, so no certificate can be issued",
                "set the clock of the farm's machine; the printer then starts by itself");
    }

    /**
     * What is wrong with one machine.
     *
     * @param machine its id
     * @param status what it said last
     * @return one finding for each fault, named as the API names it; empty when nothing is wrong
     */
    public static List<Finding> of(String machine, MachineStatus status) {
        return status.faults().stream()
                .filter(fault -> fault.code() != MachineFault.Code.NOTICE)
                .map(fault -> finding(machine, fault))
                .toList();
    }

    private static Finding finding(String machine, MachineFault fault) {
        int end = fault.text().indexOf("; ");
        String cause = "the machine: " + (end < 0 ? fault.text() : fault.text().substring(0, end));
        String mend = end < 0
                ? "./farm machines test " + machine + " tries each step of a print and tells more"
                : fault.text().substring(end + 2);
        return new Finding(fault.code().name(), machine, cause, mend);
    }

    /**
     * What is wrong with one service.
     *
     * @param line its status
     * @return one finding for each port that is down; empty when it runs
     */
    public static List<Finding> of(Line line) {
        List<Finding> ports = line.status().ports().stream()
                .flatMap(port -> port.fault().stream()
                        .map(fault -> finding(line, line.service() + " on " + port.claim(), fault)))
                .toList();
        if (!ports.isEmpty()) {
            return ports;
        }
        if (line.status() instanceof ServiceStatus.Degraded degraded) {
            return List.of(finding(line, line.service(), degraded.fault()));
        }
        return line.status() instanceof ServiceStatus.Failed failed
                ? List.of(finding(line, line.service(), failed.fault()))
                : List.of();
    }

    private static Finding finding(Line line, String what, Fault fault) {
        return switch (fault.code()) {
            case PORT_IN_USE ->
                new Finding(
                        "PORT_TAKEN",
                        line.printer(),
                        what + " is not served: another program has the port",
                        "./farm check names that program: stop it, or choose another port; the farm tries again by itself");
            case PORT_NOT_PERMITTED ->
                new Finding(
                        "PORT_NOT_PERMITTED",
                        line.printer(),
                        what + " is not served: the farm may not have a port below 1024",
                        "sysctl net.ipv4.ip_unprivileged_port_start=990, or CAP_NET_BIND_SERVICE; the farm tries again by"
                                + " itself");
            case ADDRESS_MISSING ->
                new Finding(
                        "ADDRESS_MISSING",
                        line.printer(),
                        what + " is not served: this machine does not have the address",
                        "add it to the network card as /32, ./farm check has the command; the farm tries again by itself");
            case TOO_MANY_OPEN_FILES ->
                new Finding(
                        "TOO_MANY_OPEN_FILES",
                        line.printer(),
                        what + " is not served: the farm has no file descriptors left",
                        "raise ulimit -n and start the farm again");
            default ->
                new Finding(
                        fault.code().name(),
                        line.printer(),
                        what + " is not served: " + fault.text(),
                        "the farm's log tells more; the farm tries again by itself");
        };
    }
}
