package org.printfarm.ftp.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.TlsVersions;
import org.printfarm.ftp.data.DataAcceptor;
import org.printfarm.ftp.data.DataLink;
import org.printfarm.ftp.data.DataRules;
import org.printfarm.ftp.data.PassivePorts;
import org.printfarm.ftp.data.TransferSlots;
import org.printfarm.ftp.data.WorkPool;
import org.printfarm.ftp.sdcard.SdCardView;

/**
 * What all sessions of one printer share.
 *
 * @param context the host's side
 * @param settings the printer's settings
 * @param card what its clients see
 * @param ports its data ports
 * @param slots its count of uploads
 * @param readSlots its count of transfers from the card
 * @param loggedIn its logged-in sessions
 * @param lane its way to the threads that may block
 * @param data the data ports of all printers
 * @param onOver told when a session is over and its last transfer has ended
 */
public record SessionContext(
        PrinterContext context,
        FtpSettings settings,
        SdCardView card,
        PassivePorts ports,
        TransferSlots.PerPrinter slots,
        TransferSlots.PerPrinter readSlots,
        LoggedIn loggedIn,
        WorkPool.Lane lane,
        DataAcceptor data,
        Consumer<FtpSession> onOver) {

    /** The service's type, as events name it. */
    public static final String SERVICE = "ftp";

    /**
     * Tells the host what happened.
     *
     * @param kind what
     * @param port the local port
     * @param peer the client
     * @param code a word for it
     * @param bytes a size, or 0
     */
    public void publish(PrinterEvent.Kind kind, int port, InetSocketAddress peer, String code, long bytes) {
        context.publish(new PrinterEvent(kind, SERVICE, port, peer, code, bytes));
    }

    Optional<DataLink> openPort(InetAddress local, InetAddress peer) {
        DataRules rules = new DataRules(
                peer,
                () -> context.tls().newServerEngine(TlsVersions.TLS_1_2),
                settings.readTimeout(),
                (kind, port, from, code) -> publish(kind, port, from, code, 0));
        return ports.open(data, local, rules);
    }
}
