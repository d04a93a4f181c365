package org.printfarm.api.net;

import java.net.InetSocketAddress;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim.Transport;

/**
 * Why a port could not be bound, for all plugins. The JDK has one exception for all reasons and tells them apart in the
 * system's own words only, which are in the language of whoever started the farm. So the reason is found by trial: whether a
 * descriptor is left, the address is there, the port is free now, and this user may bind one like it.
 *
 * @since 1.0
 */
public final class BindFaults {

    private BindFaults() {}

    /**
     * Finds the reason. A dozen system calls at most, nothing is sent; ask after a bind has failed. Any thread.
     *
     * @param transport what the port is a port of; a UDP port is tried as one that is shared, as discovery opens it
     * @param local the IPv4 address and port that could not be bound
     * @param setting the key by which the operator chooses the port, for instance {@code tls-port}
     * @param cause what the bind ended with; its kind is named when no trial tells the reason, its text never is
     * @return the code, and a sentence with the place and the mend
     */
    public static Fault of(Transport transport, InetSocketAddress local, String setting, Throwable cause) {
        FaultCode code = codeOf(new BindTrial(transport, local.getAddress()), local.getPort());
        String place = (transport == Transport.TCP ? "tcp " : "udp ")
                + local.getAddress().getHostAddress() + ":" + local.getPort();
        return new Fault(code, place + " " + mend(code, local, setting, cause));
    }

    private static FaultCode codeOf(BindTrial trial, int port) {
        if (OpenFiles.areUsedUp()) {
            return FaultCode.TOO_MANY_OPEN_FILES;
        }
        if (!trial.bindsAnyPort()) {
            return trial.bindsLoopback() ? FaultCode.ADDRESS_MISSING : FaultCode.NETWORK;
        }
        if (trial.binds(port)) {
            return FaultCode.NETWORK;
        }
        return trial.mayBind(port) ? FaultCode.PORT_IN_USE : FaultCode.PORT_NOT_PERMITTED;
    }

    private static String mend(FaultCode code, InetSocketAddress local, String setting, Throwable cause) {
        return switch (code) {
            case PORT_IN_USE -> "is held by another program: stop that program, or choose another " + setting;
            case PORT_NOT_PERMITTED ->
                "may not be bound by this user: grant the privilege to bind ports below "
                        + BindTrial.FIRST_FREE_PORT
                        + " (CAP_NET_BIND_SERVICE), or choose a higher "
                        + setting;
            case ADDRESS_MISSING ->
                "cannot be bound because the address is on no interface of this machine: add it (ip address add "
                        + local.getAddress().getHostAddress()
                        + "/32 dev lo, or to a network card)";
            case TOO_MANY_OPEN_FILES ->
                "cannot be bound because this process has too many files open: raise the limit (ulimit -n)";
            default -> "could not be bound (" + kindOf(cause) + "), and could be a moment later: it is tried again";
        };
    }

    /** The class alone: a text of the system may be in any language, and one of a library may hold anything. */
    private static String kindOf(Throwable cause) {
        return cause.getClass().getSimpleName();
    }
}
