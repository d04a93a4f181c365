package org.printfarm.ssdp.net;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;

/**
 * Says what an I/O error on the air means and how to mend it. Codes do not depend on the system's words, which are in the
 * language of whoever started the farm; the words go into the text, for they name no peer.
 */
final class AirFaults {

    private AirFaults() {}

    static Fault cannotJoin(IOException e, String nic) {
        return new Fault(
                FaultCode.NETWORK,
                "cannot hear the group " + Addresses.GROUP.getHostAddress() + " on " + nic + ": " + reason(e));
    }

    /** An announcement to one address did not leave. */
    static Fault cannotSend(IOException e, Inet4Address source, String destination) {
        return new Fault(FaultCode.NETWORK, sentence(e, source, destination));
    }

    /** A broadcast or an announcement to a group did not leave: refused, if there is a way for it. */
    static Fault cannotBroadcast(
            IOException e, Inet4Address source, InetSocketAddress to, Optional<NetworkInterface> multicastOn) {
        String destination = to.getAddress().getHostAddress() + ":" + to.getPort();
        // The JDK has this exception for a route that is prohibited; a filter leaves the route and refuses the
        // datagram.
        boolean refused = e instanceof BindException || hasRoute(source, to, multicastOn);
        FaultCode code = refused ? FaultCode.BROADCAST_NOT_PERMITTED : FaultCode.NETWORK;
        return new Fault(code, sentence(e, source, destination));
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

    private static String sentence(IOException e, Inet4Address source, String destination) {
        return "cannot announce to " + destination + " from " + source.getHostAddress() + ": " + reason(e);
    }

    /** Connecting a datagram socket looks for a route and sends nothing, so no rule against broadcasts is asked. */
    private static boolean hasRoute(Inet4Address source, InetSocketAddress to, Optional<NetworkInterface> multicastOn) {
        try (DatagramChannel trial = DatagramChannel.open(StandardProtocolFamily.INET)) {
            trial.setOption(StandardSocketOptions.SO_BROADCAST, true);
            trial.bind(new InetSocketAddress(source, 0));
            if (multicastOn.isPresent()) {
                trial.setOption(StandardSocketOptions.IP_MULTICAST_IF, multicastOn.get());
            }
            trial.connect(to);
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
