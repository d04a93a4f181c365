package org.printfarm.host;

import java.util.List;

/**
 * A network of two: the farm's machine with {@code card}, 10.9.0.1/24, and a neighbour with {@code far}, 10.9.0.2/24. Without root
 * and iproute2, the test that wants it skips and says so.
 */
final class TwoMachines implements AutoCloseable {

    /** The farm's command line begins with it. */
    final List<String> inFarm;

    private final NetworkNamespace farm = NetworkNamespace.make();
    private final NetworkNamespace neighbour = NetworkNamespace.make();

    TwoMachines() throws Exception {
        inFarm = farm.before();
        farm("link add card type veth peer name far netns " + neighbour.id());
        farm("address add 10.9.0.1/24 dev card");
        farm("link set card up");
        neighbour("address add 10.9.0.2/24 dev far");
        neighbour("link set far up");
    }

    /** Runs {@code ip} on the farm's machine. */
    String farm(String arguments) throws Exception {
        return farm.ip(arguments);
    }

    /** Runs {@code ip} on the neighbour's machine. */
    String neighbour(String arguments) throws Exception {
        return neighbour.ip(arguments);
    }

    /** Runs another program on the neighbour's machine. */
    NetworkNamespace.Said askNeighbour(String... command) throws Exception {
        return neighbour.ask(command);
    }

    @Override
    public void close() {
        farm.close();
        neighbour.close();
    }
}
