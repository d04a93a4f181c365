package org.printfarm.ftp;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.printfarm.api.Fault;
import org.printfarm.api.FaultCode;
import org.printfarm.api.PortClaim;

/** Tells from an exception why a port could not be bound. The JDK tells the cause in its English text only. */
final class BindFaults {

    private static final int MAX_CAUSES = 8;

    private BindFaults() {}

    static Fault of(Exception cause, PortClaim claim) {
        String text = texts(cause);
        if (text.contains("address already in use")) {
            return new Fault(
                    FaultCode.PORT_IN_USE, claim + " is in use: stop the other program or choose another port");
        }
        if (text.contains("permission denied")) {
            return new Fault(
                    FaultCode.PORT_NOT_PERMITTED, claim + " is not permitted: grant CAP_NET_BIND_SERVICE to the farm");
        }
        if (text.contains("cannot assign requested address")) {
            return new Fault(FaultCode.ADDRESS_MISSING, claim + " is on no interface: add the address");
        }
        if (text.contains("too many open files")) {
            return new Fault(FaultCode.TOO_MANY_OPEN_FILES, claim + ": raise the limit of open files");
        }
        return new Fault(
                FaultCode.NETWORK,
                claim + " could not be bound: " + cause.getClass().getSimpleName());
    }

    /** MINA wraps the JDK's exception, whose text is the one that tells. */
    private static String texts(Exception top) {
        return Stream.iterate((Throwable) top, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .map(Throwable::toString)
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
    }
}
