package org.printfarm.ssdp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.api.settings.Secret;

/**
 * The plugin in a process of its own. Arguments: the port, settings as {@code key=value}, and printers as {@code
 * name@address} or {@code name@address/advertised}. Reads commands: {@code start} starts what is not up and prints how each
 * is, {@code reported} prints what was reported last. Closes all on SIGTERM.
 */
public final class FarmProgram {

    private FarmProgram() {}

    /** Runs until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        Farm farm = new Farm(Integer.parseInt(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(farm::close));
        List<Farm.Running> printers = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] parts = arguments[i].split("[=@]", 2);
            if (arguments[i].contains("@")) {
                printers.add(farm.make(printer(i, parts[0], parts[1])));
            } else {
                farm.with(parts[0], parts[1]);
            }
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                answer(command, printers);
            }
        }
    }

    private static void answer(String command, List<Farm.Running> printers) {
        for (Farm.Running each : printers) {
            List<ServiceStatus> reported = each.context().statuses();
            ServiceStatus status = command.equals("start")
                    ? each.start()
                    : reported.isEmpty() ? new ServiceStatus.Stopped() : reported.get(reported.size() - 1);
            System.out.println(each.printer().identity().name() + " " + describe(status));
        }
    }

    private static String describe(ServiceStatus status) {
        String kind = status.getClass().getSimpleName();
        return status instanceof ServiceStatus.Degraded degraded
                ? kind + " " + degraded.fault().code()
                : kind;
    }

    private static Printer printer(int number, String name, String where) {
        String[] addresses = where.split("/", 2);
        String serial = String.format(Locale.ROOT, "01P00A%09d", number);
        return new Printer(
                "bay-" + number,
                new PrinterIdentity(serial, PrinterModel.P1S, name, "01.09.00.00"),
                Loopback.of(addresses[0]),
                Loopback.of(addresses[addresses.length - 1]),
                Secret.of("Ab3xYz79"));
    }
}
