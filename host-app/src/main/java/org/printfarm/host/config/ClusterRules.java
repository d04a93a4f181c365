package org.printfarm.host.config;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.settings.Secret;

/**
 * What the hosts of a farm with a store do with each other: what stands under {@code farm.cluster}.
 *
 * @param lease how long what a host has stays its own when it says nothing, 5 to 60 s
 * @param replicas where each host has stored files of its own; empty where all see one folder, or there is one host
 */
public record ClusterRules(Duration lease, Optional<Replicas> replicas) {

    /** The section's key under {@code farm}. */
    static final String KEY = "cluster";

    /** {@code lease} without a word and at least, and at most. */
    public static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);

    public static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

    /** What holds without a word in the file. */
    public static final ClusterRules NONE = new ClusterRules(SHORTEST_LEASE, Optional.empty());

    private static final String REPLICAS = "replicas";
    private static final String LISTEN = "listen";
    private static final int MOST_REPLICAS = 2;
    private static final InetSocketAddress USUAL = new InetSocketAddress(Ipv4.ANY, 3443);

    /**
     * How stored files come from host to host.
     *
     * @param count hosts that have a file before its upload is acknowledged, 1 or 2
     * @param listen where this host answers the others; {@code 0.0.0.0} for its address towards the database
     */
    public record Replicas(int count, InetSocketAddress listen) {

        /** Where it listens. */
        public PortClaim claim() {
            return PortClaim.tcp((Inet4Address) listen.getAddress(), listen.getPort());
        }
    }

    /** Reads the section. */
    static ClusterRules read(Section farm) {
        Section cluster = farm.section(KEY);
        MergedSettings settings = new MergedSettings(cluster);
        ClusterRules rules = new ClusterRules(
                settings.duration("lease", SHORTEST_LEASE, LONGEST_LEASE, SHORTEST_LEASE),
                replicas(settings, cluster, farm));
        settings.reportUnknownKeys();
        return rules;
    }

    private static Optional<Replicas> replicas(MergedSettings settings, Section cluster, Section farm) {
        int count = settings.number(REPLICAS, 1, MOST_REPLICAS, 0);
        Optional<InetSocketAddress> listen = listen(settings, cluster);
        if (count == 0) {
            listen.ifPresent(at -> settings.mistake(LISTEN, "expected replicas beside it, got nothing"));
            return Optional.empty();
        }
        if (farm.has("files")) {
            settings.mistake(REPLICAS, "expected no farm.files beside it: hosts that see one folder copy nothing");
        }
        if (!farm.has("store")) {
            settings.mistake(REPLICAS, "expected a farm.store of PostgreSQL, by which the hosts find each other");
        }
        return Optional.of(new Replicas(count, listen.orElse(USUAL)));
    }

    /** A reference is for what is each host's own in a file that all of them have. */
    private static Optional<InetSocketAddress> listen(MergedSettings settings, Section cluster) {
        boolean isReference = cluster.value(LISTEN)
                .map(node ->
                        node instanceof Node.Text text && text.text().strip().startsWith("${"))
                .orElse(false);
        if (!isReference) {
            return settings.address(LISTEN, 1);
        }
        Optional<Secret> found = settings.secret(LISTEN);
        Optional<InetSocketAddress> listen = found.flatMap(
                text -> MergedSettings.socket(text.revealClearText().strip(), 1));
        if (found.isPresent() && listen.isEmpty()) {
            settings.mistake(LISTEN, "expected an IPv4 address and a port from 1 behind it, got something else");
        }
        return listen;
    }
}
