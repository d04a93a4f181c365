package org.printfarm.ftp.session;

import java.time.Duration;
import org.printfarm.api.settings.PortRange;
import org.printfarm.api.settings.SettingsReader;

/**
 * One printer's settings.
 *
 * @param port the control port
 * @param passivePorts the data ports; one is open only while a client is expected
 * @param maxFileSize the largest file, bytes
 * @param idleTimeout how long a logged-in client may give no command
 * @param readTimeout how long a data connection may be silent, or fail to come
 * @param maxTransfers transfers at a time
 * @param sessionsPerPeer control connections of one client address at a time
 * @param requireCloseNotify whether a file that cannot be seen to be whole (any but {@code .3mf}) is refused when its stream
 *     ends without TLS's end mark
 */
public record FtpSettings(
        int port,
        PortRange passivePorts,
        long maxFileSize,
        Duration idleTimeout,
        Duration readTimeout,
        int maxTransfers,
        int sessionsPerPeer,
        boolean requireCloseNotify) {

    private static final int PORT = 990;
    private static final PortRange PASSIVE_PORTS = new PortRange(50_000, 50_009);
    private static final long MAX_FILE_SIZE = 4L << 30;
    private static final long LARGEST_FILE_SIZE = 1L << 40;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);
    private static final int TRANSFERS = 10;
    private static final int SESSIONS_PER_PEER = 16;
    private static final int HIGHEST_COUNT = 100;

    /**
     * Reads them.
     *
     * @param in what the operator wrote
     * @return the settings, with the defaults where nothing is written
     */
    public static FtpSettings read(SettingsReader in) {
        FtpSettings settings = new FtpSettings(
                in.port("port", PORT),
                in.portRange("passive-ports", PASSIVE_PORTS),
                in.size("max-file-size", 1, LARGEST_FILE_SIZE, MAX_FILE_SIZE),
                in.duration("idle-timeout", SHORTEST, LONGEST, IDLE_TIMEOUT),
                in.duration("read-timeout", SHORTEST, LONGEST, READ_TIMEOUT),
                in.number("max-transfers", 1, HIGHEST_COUNT, TRANSFERS),
                in.number("sessions-per-peer", 1, HIGHEST_COUNT, SESSIONS_PER_PEER),
                in.flag("require-close-notify", true));
        if (settings.port >= settings.passivePorts.first() && settings.port <= settings.passivePorts.last()) {
            in.mistake("passive-ports", "expected a range without the control port " + settings.port);
        }
        return settings;
    }
}
