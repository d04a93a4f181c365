package org.printfarm.ssdp.net;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.util.Locale;
import org.printfarm.api.Fault;
import org.printfarm.api.FaultCode;

/** Says what an I/O error means and how to mend it. The kernel's own words name no peer. */
final class NetFaults {

    private NetFaults() {}

    /**
     * Why a socket could not be opened.
     *
     * @param addressWorks whether another port of the address could be bound: tells a missing address from a port in use
     *     where the kernel does not speak English
     */
    static Fault cannotOpen(IOException e, Inet4Address address, int port, boolean addressWorks) {
        String where = address.getHostAddress() + ":" + port;
        if (says(e, "too many open files")) {
            return new Fault(
                    FaultCode.TOO_MANY_OPEN_FILES, "no file descriptor left for udp " + where + ": raise the limit");
        }
        if (says(e, "permission denied")) {
            return new Fault(FaultCode.PORT_NOT_PERMITTED, "may not bind udp " + where + ": grant the privilege");
        }
        if (!(e instanceof BindException)) {
            return new Fault(FaultCode.NETWORK, "cannot open udp " + where + ": " + reason(e));
        }
        if (addressWorks) {
            return new Fault(
                    FaultCode.PORT_IN_USE,
                    "another program holds udp " + where + " and does not share it: stop it, or let it share the port");
        }
        return new Fault(
                FaultCode.ADDRESS_MISSING,
                "address " + address.getHostAddress() + " is not on this machine: add it to an interface");
    }

    static Fault cannotJoin(IOException e, String nic) {
        return new Fault(
                FaultCode.NETWORK,
                "cannot hear the group " + Addresses.GROUP.getHostAddress() + " on " + nic + ": " + reason(e));
    }

    static Fault cannotSend(IOException e, Inet4Address source, String destination, boolean broadcast) {
        boolean refused = says(e, "operation not permitted") || says(e, "permission denied");
        return new Fault(
                broadcast && refused ? FaultCode.BROADCAST_NOT_PERMITTED : FaultCode.NETWORK,
                "cannot announce to " + destination + " from " + source.getHostAddress() + ": " + reason(e));
    }

    static Fault addressGone(Inet4Address address) {
        return new Fault(
                FaultCode.ADDRESS_MISSING,
                "address " + address.getHostAddress() + " went away from this machine: add it to an interface");
    }

    /** The error's first line, or its kind when it has no text. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    private static boolean says(IOException e, String words) {
        return reason(e).toLowerCase(Locale.ROOT).contains(words);
    }
}
