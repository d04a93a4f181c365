package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.address.AddressClient;
import org.printfarm.host.address.AddressServer;
import org.printfarm.host.address.MacvlanScript;
import org.printfarm.host.address.NetRights;
import org.printfarm.host.address.NetworkCommands;
import org.printfarm.host.config.AddressRules;
import org.printfarm.host.config.ConfigLoader.Serials;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.Problems;
import org.printfarm.host.files.FileStamp;

/** The process printfarm-net, which makes the addresses of a farm that may not do so itself. */
public final class NetProcess implements AutoCloseable {

    /** The command that starts it on a machine with the package, now and at each of its starts. */
    static final String OF_PACKAGE = "sudo systemctl enable --now printfarm-net";

    private final AddressServer server;

    private NetProcess(AddressServer server) {
        this.server = server;
    }

    /**
     * The command that starts it.
     *
     * @param config whose
     */
    static String command(FarmConfig config) {
        return InstalledFarm.find().isPresent() ? OF_PACKAGE : ofCheckout(config.source());
    }

    /**
     * The command that starts it in a checkout.
     *
     * @param file the farm's
     */
    static String ofCheckout(Path file) {
        return "sudo ./farm net -c " + file;
    }

    /**
     * Opens it. It goes by what the file says at each request; while that has mistakes, by what it said before.
     *
     * @param source which farm
     * @return to be served, and closed at the end
     * @throws FarmException when the farm makes no addresses, or this process may not
     */
    public static NetProcess open(FarmSource source) throws FarmException {
        FarmConfig config = source.load(Serials.PREVIEW, new Problems())
                .filter(read -> read.addresses().rules().isMaking())
                .orElseThrow(() -> new FarmException(
                        FarmException.NOT_POSSIBLE,
                        "this farm has no farm.addresses, so there is nothing to make",
                        "write farm.addresses with interface and pool into its file"));
        if (!NetRights.areRight()) {
            throw new FarmException(
                    FarmException.NOT_POSSIBLE,
                    "this takes the rights CAP_NET_ADMIN and CAP_NET_RAW, and no others",
                    "start it so: " + command(config));
        }
        List<String> missing = NetworkCommands.missing();
        NetworkCommands commands = NetworkCommands.find()
                .orElseThrow(() -> new FarmException(FarmException.NOT_POSSIBLE, String.join("; ", missing), ""));
        try {
            return new NetProcess(AddressServer.open(
                    AddressClient.socketIn(config.data()),
                    new RulesOfFile(source, config.addresses().rules())::now,
                    commands));
        } catch (IOException e) {
            throw FarmException.storage(e);
        }
    }

    /** Answers farms until it is closed. */
    public void serve() throws FarmException {
        try {
            server.serve();
        } catch (IOException e) {
            throw FarmException.storage(e);
        }
    }

    /** Takes no more requests; what was made stays. */
    @Override
    public void close() {
        server.close();
    }

    /**
     * The script for a farm in a namespace of its own.
     *
     * @param source which farm
     * @param parent the machine's network card
     * @param namespace the farm's; empty when only the way from the machine is wanted
     */
    public static String macvlan(FarmSource source, String parent, String namespace) throws FarmException {
        AddressRules rules = source.read().addresses().rules();
        if (rules.mode() != AddressRules.Mode.MACVLAN) {
            throw new FarmException(
                    FarmException.NOT_POSSIBLE, "this farm has no farm.addresses with mode: macvlan", "");
        }
        return MacvlanScript.of(rules, parent, namespace)
                .orElseThrow(() -> new FarmException(
                        FarmException.BAD_REQUEST, "expected the names of a network card and of a namespace", ""));
    }

    /** What stands in the file now; read again when the file is another. */
    private static final class RulesOfFile {

        private final FarmSource source;
        private Read last;

        RulesOfFile(FarmSource source, AddressRules rules) {
            this.source = source;
            this.last = new Read(Optional.empty(), rules);
        }

        synchronized AddressRules now() {
            Optional<FileStamp> current = source.used().flatMap(FileStamp::of);
            if (current.isPresent() && !current.equals(last.stamp)) {
                Problems problems = new Problems();
                Optional<FarmConfig> config = source.load(Serials.PREVIEW, problems);
                boolean isSound = problems.isClean() && config.isPresent();
                last = new Read(current, isSound ? config.get().addresses().rules() : last.rules);
            }
            return last.rules;
        }

        /**
         * What was read last.
         *
         * @param stamp of the file; empty before the first request
         * @param rules of the last file without a mistake
         */
        private record Read(Optional<FileStamp> stamp, AddressRules rules) {}
    }
}
