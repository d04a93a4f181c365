package org.printfarm.host.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells systemd that the farm is ready, where a unit with {@code Type=notify} runs it. */
final class ReadyNotice {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyNotice.class);

    /** Set by systemd, see sd_notify(3). */
    private static final String SOCKET = "NOTIFY_SOCKET";

    /** Java has no datagram sockets with a path as address; this program comes with systemd. */
    private static final String PROGRAM = "systemd-notify";

    private ReadyNotice() {}

    /**
     * Returns before it has arrived. Nothing happens where nobody waits for it.
     *
     * @param environment of this process
     */
    static void send(Map<String, String> environment) {
        if (!environment.containsKey(SOCKET)) {
            return;
        }
        ProcessBuilder notice = new ProcessBuilder(PROGRAM, "--ready")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        notice.environment().put(SOCKET, environment.get(SOCKET));
        try {
            notice.start();
        } catch (IOException e) {
            LOG.warn("systemd is not told that the farm is ready: {} does not run", PROGRAM, e);
        }
    }
}
