package org.printfarm.ssdp.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.api.settings.SettingsReader;

/**
 * What the operator wrote for the discovery of one printer.
 *
 * @param port {@code port}: the UDP port that is announced to and listened on, default 2021
 * @param interval {@code interval}: from one announcement to the next, 1 s to 10 min, default 5 s
 * @param targets {@code targets}: unicast receivers beside broadcast and multicast, which always go out; {@code host} or
 *     {@code host:port}, at most {@value #MAX_TARGETS}
 * @param interfaceName {@code interface}: the network interface to announce on; empty when the printer's address decides
 */
public record SsdpSettings(int port, Duration interval, List<Target> targets, Optional<String> interfaceName) {

    /** The key that chooses the port, for messages to the operator. */
    public static final String PORT_KEY = "port";

    /** Where slicers listen. */
    public static final int DEFAULT_PORT = 2021;

    /** How often printers announce themselves. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

    /** Unicast targets of one printer: each one is a datagram more at every announcement. */
    public static final int MAX_TARGETS = 16;

    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_INTERVAL = Duration.ofMinutes(10);

    /**
     * Copies the list.
     *
     * @param port see above
     * @param interval see above
     * @param targets see above
     * @param interfaceName see above
     */
    public SsdpSettings {
        targets = List.copyOf(targets);
    }

    /**
     * Reads one printer's settings and reports what is wrong with them.
     *
     * @param in what stands in the configuration
     * @return the settings, with defaults for what is absent or wrong
     */
    public static SsdpSettings read(SettingsReader in) {
        int port = in.port(PORT_KEY, DEFAULT_PORT);
        return new SsdpSettings(
                port,
                in.duration("interval", MIN_INTERVAL, MAX_INTERVAL, DEFAULT_INTERVAL),
                readTargets(in, port),
                in.text("interface").map(String::strip).filter(name -> !name.isEmpty()));
    }

    private static List<Target> readTargets(SettingsReader in, int defaultPort) {
        List<String> texts = in.texts("targets", List.of());
        if (texts.size() > MAX_TARGETS) {
            in.mistake("targets", "expected at most " + MAX_TARGETS + " targets, got " + texts.size());
            return List.of();
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<Target> target = Target.parse(texts.get(i), defaultPort);
            if (target.isEmpty()) {
                in.mistake("targets", "expected host or host:port with an IPv4 address or a name, at entry " + (i + 1));
            }
            target.ifPresent(targets::add);
        }
        return targets;
    }
}
