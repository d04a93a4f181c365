package org.printfarm.api.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterServiceFactory;

/**
 * Whether this process has file descriptors left. Without them nobody can be let in, no file can be opened, and some TLS
 * engines cannot be made: what fails then is no fault of whoever failed. Such a service publishes {@link #event}, of which the
 * host makes one warning a minute, however many services publish it.
 *
 * @since 1.0
 */
public final class OpenFiles {

    private static final InetSocketAddress NOBODY = InetSocketAddress.createUnresolved("-", 0);

    /** How long a shortage that was met counts, nanoseconds: at the brink descriptors come and go between failure and trial. */
    private static final long MEMORY_NANOS = 1_000_000_000;

    private static volatile long lastMet = System.nanoTime() - MEMORY_NANOS;

    private OpenFiles() {}

    /**
     * Finds out by trial, because the system's own words for it differ by language. Costs four system calls: ask after
     * something has failed, not before. Any thread; does not block.
     *
     * @return true when no two sockets can be opened at this moment, or could not less than a second ago: a TLS engine of the
     *     native library takes a pipe
     */
    public static boolean areUsedUp() {
        try (SocketChannel one = SocketChannel.open();
                SocketChannel other = SocketChannel.open()) {
            return !(one.isOpen() && other.isOpen()) || System.nanoTime() - lastMet < MEMORY_NANOS;
        } catch (IOException none) {
            lastMet = System.nanoTime();
            return true;
        }
    }

    /**
     * The event that says so.
     *
     * @param service the {@link PrinterServiceFactory#type()} that met it
     * @param port the local port, 1 to 65535
     * @return {@link PrinterEvent.Kind#OVERLOADED} with the code {@link FaultCode#TOO_MANY_OPEN_FILES} and a peer that is not
     *     resolved, because nobody is known
     */
    public static PrinterEvent event(String service, int port) {
        return new PrinterEvent(
                PrinterEvent.Kind.OVERLOADED, service, port, NOBODY, FaultCode.TOO_MANY_OPEN_FILES.name(), 0);
    }
}
