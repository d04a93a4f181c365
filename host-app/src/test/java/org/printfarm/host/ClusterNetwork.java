package org.printfarm.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks of a farm of several hosts: a LAN, 10.9.0.0/24, and one with the database at 10.8.0.9. Each host has a card in
 * both, {@code lan} and {@code db}, and the last octet of its number.
 */
final class ClusterNetwork implements AutoCloseable {

    static final String DATABASE = "10.8.0.9";

    /** Where slicers and machines are. */
    final NetworkNamespace lan = NetworkNamespace.make();

    final NetworkNamespace database = NetworkNamespace.withMounts();

    /** On the LAN, with the card {@code lan}, and of no other use than to look. */
    final NetworkNamespace observer = NetworkNamespace.make();

    /** The machines of the hosts. */
    final List<NetworkNamespace> hosts = new ArrayList<>();

    ClusterNetwork(int count) throws Exception {
        bridge(lan, "10.9.0.9/24");
        bridge(database, DATABASE + "/24");
        cable(observer, "lan", "10.9.0.8", lan, "observer");
        for (int number = 1; number <= count; number++) {
            NetworkNamespace host = NetworkNamespace.make();
            hosts.add(host);
            cable(host, "lan", "10.9.0." + number, lan, port(number));
            cable(host, "db", "10.8.0." + number, database, port(number));
        }
    }

    private static void bridge(NetworkNamespace machine, String address) throws Exception {
        machine.ip("link add name bridge type bridge");
        machine.ip("address add " + address + " dev bridge");
        machine.ip("link set bridge up");
    }

    private static void cable(NetworkNamespace host, String card, String address, NetworkNamespace far, String port)
            throws Exception {
        host.ip("link add name " + card + " type veth peer name " + port + " netns " + far.id());
        host.ip("address add " + address + "/24 dev " + card);
        host.ip("link set " + card + " up");
        far.ip("link set " + port + " master bridge up");
    }

    private static String port(int host) {
        return "host" + host;
    }

    /** Pulls the cable of a host's card to the LAN, or puts it in. */
    void plugLan(int host, boolean in) throws Exception {
        lan.ip("link set " + port(host) + (in ? " up" : " down"));
    }

    /** Lets nothing through between a host and the database, which neither notices by its card, or lets it through again. */
    void passDatabase(int host, boolean through) throws Exception {
        database.ip("link set " + port(host) + (through ? " master bridge" : " nomaster"));
    }

    /** Which hosts have an address now, by number. */
    List<Integer> having(String address) {
        return IntStream.rangeClosed(1, hosts.size())
                .filter(number -> hosts.get(number - 1).has(address))
                .boxed()
                .toList();
    }

    @Override
    public void close() {
        hosts.forEach(NetworkNamespace::close);
        observer.close();
        lan.close();
        database.close();
    }
}
