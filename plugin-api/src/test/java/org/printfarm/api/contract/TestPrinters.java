package org.printfarm.api.contract;

import java.net.Inet4Address;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.settings.Secret;

/** Printers to test with. */
public final class TestPrinters {

    /** The access code of every test printer: appears in no log if the code under test is right. */
    public static final String ACCESS_CODE = "Ab3xYz79";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestPrinters() {}

    /** A P1S with a serial of its own, on an address of its own. */
    public static Printer next() {
        return on(Loopback.next());
    }

    /** A P1S with a serial of its own. */
    public static Printer on(Inet4Address address) {
        int number = NUMBER.incrementAndGet();
        String serial = String.format(Locale.ROOT, "%s00A%09d", PrinterModel.P1S.serialPrefix(), number);
        return with(
                "bay-" + number,
                new PrinterIdentity(serial, PrinterModel.P1S, "Bay " + number, "01.09.00.00"),
                address);
    }

    /** A printer of the given identity. */
    public static Printer with(String id, PrinterIdentity identity, Inet4Address address) {
        Inet4Address advertised = address.isAnyLocalAddress() ? Loopback.of("127.0.0.1") : address;
        return new Printer(id, identity, address, advertised, Secret.of(ACCESS_CODE));
    }
}
