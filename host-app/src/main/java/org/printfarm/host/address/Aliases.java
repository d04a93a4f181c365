package org.printfarm.host.address;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.printfarm.host.address.NetworkCommands.Outcome;

/**
 * The addresses that were made here, as the system has them: each as /32, so that it outlives the card's own address, and with a
 * metric that tells it from those of others. The system keeps that mark when this process ends, and no file can say otherwise. Any
 * thread.
 */
final class Aliases {

    /** The metric is that of the route to the address's network, and a /32 has none: it changes nothing. */
    static final int MARK = 7716;

    private static final Pattern MADE =
            Pattern.compile("(?m)^\\d+: (\\S+) +inet (\\d+\\.\\d+\\.\\d+\\.\\d+)/32 (?:.* )?metric " + MARK + " ");

    /** Of arping's answer to a probe: the hardware address of who has it. */
    private static final Pattern REPLY = Pattern.compile("\\[([0-9A-Fa-f:]{11,59})]");

    /** Source: RFC 5227, 1.1, PROBE_NUM; fewer when the time is over before. */
    private static final String PROBES = "3";

    /** Source: RFC 5227, 1.1, ANNOUNCE_NUM. One alone may be lost, and a slicer would speak to nobody for a while. */
    private static final String ANNOUNCEMENTS = "2";

    private final NetworkCommands commands;

    Aliases(NetworkCommands commands) {
        this.commands = commands;
    }

    /** Every IPv4 address of this machine. */
    static Set<InetAddress> here() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .collect(Collectors.toSet());
    }

    /**
     * Those with the mark.
     *
     * @return the name of the card that each stands on, by the address's dotted form
     */
    Map<String, String> made() throws IOException {
        Map<String, String> made = new LinkedHashMap<>();
        Matcher line = MADE.matcher(
                commands.ip("", "-o", "-4", "address", "show").output().replace('\\', ' '));
        while (line.find()) {
            made.put(line.group(2), line.group(1));
        }
        return made;
    }

    /**
     * Asks the network who has an address.
     *
     * @param seconds that it takes when nobody answers
     * @return the hardware address of who answered; empty when nobody did
     * @throws IOException when it could not be asked
     */
    Optional<String> answeredBy(String card, Inet4Address address, int seconds) throws IOException {
        Outcome outcome = commands.arping(
                "-D", "-c", PROBES, "-w", Integer.toString(seconds), "-I", card, address.getHostAddress());
        Matcher reply = REPLY.matcher(outcome.output());
        return switch (outcome.status()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(reply.find() ? reply.group(1).toLowerCase(Locale.ROOT) : "unknown");
            default -> throw new IOException(outcome.output().strip());
        };
    }

    /** Makes all that can be made, on one card. */
    void add(String card, Collection<Inet4Address> addresses) throws IOException {
        batch(addresses.stream()
                .map(address -> "address add " + address.getHostAddress() + "/32 dev " + card + " metric " + MARK)
                .collect(Collectors.joining("\n")));
    }

    /** Removes what is there yet, each from its card. */
    void remove(Map<String, String> cards) throws IOException {
        batch(cards.entrySet().stream()
                .map(made -> "address del " + made.getKey() + "/32 dev " + made.getValue())
                .collect(Collectors.joining("\n")));
    }

    private void batch(String lines) throws IOException {
        Outcome outcome = commands.ip(lines + "\n", "-force", "-batch", "-");
        if (outcome.status() != 0) {
            throw new IOException(outcome.output().lines().findFirst().orElse("ip failed"));
        }
    }

    /** Has the neighbours forget who had the address before. Takes two seconds. */
    void announce(String card, Inet4Address address) throws IOException {
        commands.arping("-U", "-q", "-c", ANNOUNCEMENTS, "-w", ANNOUNCEMENTS, "-I", card, address.getHostAddress());
    }
}
