package org.printfarm.host.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.view.DoctorView.Finding;
import org.printfarm.host.view.HostView;

/** From a farm's hosts to what is wrong with them and their database. Pure. */
public final class HostDiagnosis {

    /** A host that has been away for longer is not expected any more. */
    static final Duration EXPECTED = Duration.ofDays(30);

    /** Times in lists and on certificates are then a different one on each host. */
    static final Duration MOST_APART = Duration.ofSeconds(1);

    /** A tenth of the shortest lease: several such answers, and it ends. */
    static final Duration SLOW = Duration.ofMillis(500);

    private static final String DATABASE = "database";

    private HostDiagnosis() {}

    /**
     * What is wrong.
     *
     * @param hosts all that the database knows
     * @param now what time it is
     * @return one finding for each host and fault; empty where all is well
     */
    public static List<Finding> of(List<HostView> hosts, Instant now) {
        List<Finding> findings = new ArrayList<>();
        List<HostView> working = hosts.stream().filter(HostDiagnosis::works).toList();
        if (working.size() == 1) {
            hosts.stream()
                    .filter(host -> !works(host)
                            && Instant.parse(host.since()).plus(EXPECTED).isAfter(now))
                    .forEach(gone -> findings.add(alone(working.get(0), gone)));
        }
        for (HostView host : working) {
            findings.addAll(of(host));
            if (working.size() > 1 && host.configuration().isEmpty()) {
                findings.add(withoutLan(host));
            } else {
                differing(host, working).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static boolean works(HostView host) {
        return host.state().equals(HostView.WORKING);
    }

    private static Finding alone(HostView host, HostView gone) {
        return new Finding(
                "HOST_ALONE",
                host.name(),
                "it is the farm's only host that works: " + gone.name() + " has not been heard of since "
                        + gone.since(),
                "start the farm on " + gone.name()
                        + ", or see to its network; what a host has is taken over by others, and"
                        + " there is none but this one");
    }

    private static List<Finding> of(HostView host) {
        List<Finding> findings = new ArrayList<>();
        if (Math.abs(host.clockMillis()) > MOST_APART.toMillis()) {
            findings.add(new Finding(
                    "CLOCK_APART",
                    host.name(),
                    "its clock is " + Math.abs(host.clockMillis()) + " ms "
                            + (host.clockMillis() > 0 ? "ahead of" : "behind") + " the database's",
                    "let both machines take the time from one place (chrony or systemd-timesyncd)"));
        }
        if (host.answerMillis() > SLOW.toMillis()) {
            findings.add(
                    new Finding(
                            "DATABASE_SLOW",
                            host.name(),
                            "the database took " + host.answerMillis() + " ms to answer it",
                            "see what else uses the server of farm.store and how busy its disk is, or raise farm.cluster.lease"));
        }
        return findings;
    }

    private static Finding withoutLan(HostView host) {
        return new Finding(
                "HOST_WITHOUT_LAN",
                host.name(),
                "its card at the printers' network has no link, or its farm.yaml cannot be read, so others have its part",
                "see to the cable of farm.addresses.interface there; it takes its part again by itself");
    }

    private static Optional<Finding> differing(HostView host, List<HostView> working) {
        return working.stream()
                .filter(other -> other.self()
                        && !other.configuration().isEmpty()
                        && !other.configuration().equals(host.configuration()))
                .findFirst()
                .map(other -> new Finding(
                        "HOST_CONFIGURATION",
                        host.name(),
                        "its farm.yaml is not that of " + other.name(),
                        "bring one file to all hosts, then ./farm reload on each"));
    }

    /**
     * A host that works, and cannot be asked for stored files.
     *
     * @param address where it says that it answers
     * @param why it could not be asked
     */
    public static Finding unreached(String name, String address, String why) {
        return new Finding(
                "HOST_UNREACHED",
                name,
                "it works, but this host does not reach it at " + address + " for stored files: " + why,
                "see to cables and firewalls between the two, to farm.cluster.listen there, and that data/cluster.key is the same");
    }

    /** A database that takes nothing. */
    public static Finding readOnly() {
        return new Finding(
                "DATABASE_READ_ONLY",
                DATABASE,
                "it is read-only, so nothing is stored, and no host can keep what it has",
                "let farm.store name the server that takes writes, or end its recovery");
    }

    /** A database that does not answer. */
    public static Finding away() {
        return new Finding(
                "DATABASE_AWAY",
                DATABASE,
                "it does not answer, so nothing is stored, and no host can keep what it has",
                "see to the server of farm.store; the farm goes on by itself when it answers");
    }
}
