package org.printfarm.host.app;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.client.discover.DiscoverClient;
import org.printfarm.host.client.discover.DiscoverException;
import org.printfarm.host.client.watch.WatchClient;
import org.printfarm.host.client.watch.WatchTarget;
import org.printfarm.host.view.DetectView;
import org.printfarm.host.view.DetectedPrinter;
import org.printfarm.host.view.DiscoverReport;
import org.printfarm.host.view.PrinterSnapshot;
import org.printfarm.host.view.WatchedPrinter;

/** What is asked of printers themselves, real and virtual, over the network. The codes of what fails are the clients'. */
public final class Clients {

    /** The longest that {@link #discover} listens. */
    public static final Duration LONGEST_DISCOVERY = DiscoverClient.MAX_TIME;

    private Clients() {}

    /** Asks a printer who it is; waits at most 5 s. */
    public static DetectView detect(String address, int port, boolean tls) throws FarmException {
        try {
            DetectedPrinter printer = new DetectClient().detect(address, port, tls);
            return new DetectView(
                    address,
                    port,
                    tls,
                    printer.serial(),
                    printer.model(),
                    printer.name(),
                    printer.version(),
                    printer.bind(),
                    printer.connect());
        } catch (ClientException e) {
            throw new FarmException(e.code().name(), e);
        }
    }

    /**
     * Listens for printers.
     *
     * @param time how long, at most {@link #LONGEST_DISCOVERY}
     * @param nic search on this network interface only; null for all
     */
    public static DiscoverReport discover(Duration time, @Nullable String nic) throws FarmException {
        try {
            if (nic != null && NetworkInterface.getByName(nic) == null) {
                throw new FarmException(FarmException.BAD_REQUEST, "this machine has no interface " + nic, "");
            }
            return new DiscoverClient(
                            DiscoverClient.PORT,
                            candidate -> nic == null || candidate.getName().equals(nic))
                    .listen(time);
        } catch (SocketException | DiscoverException e) {
            throw new FarmException("NETWORK", e);
        }
    }

    /**
     * Follows a printer's status, as a slicer does, until the process ends.
     *
     * @param serial the printer's serial; null to take the one in its certificate
     * @param connected gets who answered
     * @param changed gets each change, on this thread
     * @throws FarmException when the printer cannot be reached or is gone
     */
    public static void watch(
            String address,
            int port,
            Secret code,
            @Nullable String serial,
            Consumer<WatchedPrinter> connected,
            Consumer<PrinterSnapshot> changed)
            throws FarmException {
        try (WatchClient client =
                WatchClient.connect(new WatchTarget(address, port, code, Optional.ofNullable(serial)))) {
            Runtime.getRuntime().addShutdownHook(new Thread(client::close, "watch-close"));
            connected.accept(client.printer());
            client.follow(changed);
        } catch (ClientException e) {
            throw new FarmException(e.code().name(), e);
        }
    }
}
