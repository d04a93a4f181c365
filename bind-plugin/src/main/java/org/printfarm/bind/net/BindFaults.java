package org.printfarm.bind.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import org.printfarm.api.Fault;
import org.printfarm.api.FaultCode;

/** Why a port could not be bound, in words for the operator: the place and the mend. */
final class BindFaults {

    /** Below this, most systems ask for a privilege. */
    private static final int FIRST_FREE_PORT = 1024;

    private BindFaults() {}

    static Fault of(Endpoint endpoint, Throwable failure) {
        InetSocketAddress local = endpoint.local();
        String place = local.getAddress().getHostAddress() + ":" + local.getPort();
        FaultCode code = codeOf(local, failure);
        return new Fault(code, place + " " + mend(code, local, endpoint.portSetting(), failure));
    }

    private static FaultCode codeOf(InetSocketAddress local, Throwable failure) {
        String text = textOf(failure).toLowerCase(Locale.ROOT);
        if (text.contains("address already in use")) {
            return FaultCode.PORT_IN_USE;
        }
        if (text.contains("permission denied")) {
            return FaultCode.PORT_NOT_PERMITTED;
        }
        if (text.contains("assign requested address") || text.contains("can't assign")) {
            return FaultCode.ADDRESS_MISSING;
        }
        if (text.contains("too many open files")) {
            return FaultCode.TOO_MANY_OPEN_FILES;
        }
        return byTrial(local);
    }

    /** The system's texts may be in another language: whether the address alone can be bound tells the rest. */
    private static FaultCode byTrial(InetSocketAddress local) {
        if (!canBind(local.getAddress())) {
            return canBind(InetAddress.getLoopbackAddress()) ? FaultCode.ADDRESS_MISSING : FaultCode.NETWORK;
        }
        return local.getPort() < FIRST_FREE_PORT ? FaultCode.NETWORK : FaultCode.PORT_IN_USE;
    }

    private static boolean canBind(InetAddress address) {
        try (ServerSocket trial = new ServerSocket()) {
            trial.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String mend(FaultCode code, InetSocketAddress local, String setting, Throwable failure) {
        return switch (code) {
            case PORT_IN_USE -> "is held by another program: stop that program, or choose another " + setting;
            case PORT_NOT_PERMITTED ->
                "may not be bound by this user: grant the privilege to bind ports below "
                        + FIRST_FREE_PORT
                        + " (CAP_NET_BIND_SERVICE), or choose a higher "
                        + setting;
            case ADDRESS_MISSING ->
                "cannot be bound because the address is on no interface of this machine: add it (ip"
                        + " address add "
                        + local.getAddress().getHostAddress()
                        + "/32 dev lo, or to a network card)";
            case TOO_MANY_OPEN_FILES ->
                "cannot be bound because this process has too many files open: raise the limit" + " (ulimit -n)";
            default -> "cannot be bound: " + textOf(failure).replaceAll("\\p{Cntrl}", " ");
        };
    }

    private static String textOf(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
