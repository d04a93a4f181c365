package org.printfarm.mqtt.wire;

import java.net.InetSocketAddress;
import java.util.Locale;
import org.printfarm.api.Fault;
import org.printfarm.api.FaultCode;

/** Tells from the system's words why a port cannot be bound: Java has one exception for all of it. */
final class BindFaults {

    private BindFaults() {}

    static Fault of(Throwable cause, InetSocketAddress address) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String place = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (words.contains("already in use")) {
            return new Fault(FaultCode.PORT_IN_USE, place + " is taken: stop the other program or set another port");
        }
        if (words.contains("permission denied")) {
            return new Fault(FaultCode.PORT_NOT_PERMITTED, place + " is not permitted: grant the privilege to bind it");
        }
        if (words.contains("cannot assign") || words.contains("can't assign")) {
            return new Fault(FaultCode.ADDRESS_MISSING, place + " is on no interface: add the address");
        }
        if (words.contains("too many open files")) {
            return new Fault(FaultCode.TOO_MANY_OPEN_FILES, place + " needs a file descriptor: raise the limit");
        }
        return new Fault(
                FaultCode.NETWORK,
                place + " cannot be bound (" + cause.getClass().getSimpleName() + ")");
    }
}
