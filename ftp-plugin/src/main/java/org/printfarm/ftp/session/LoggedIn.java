package org.printfarm.ftp.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The logged-in sessions of one printer, the oldest first. A client address may have so many; one more takes the place of the
 * oldest that was idle for a while, for behind one address there may be many slicers, and slicers that went to sleep leave
 * their sessions behind. Any thread.
 */
public final class LoggedIn {

    /** A session that gave no command for so long, and has none under way, gives its place to a newcomer. */
    public static final Duration IDLE = Duration.ofSeconds(30);

    private final int perPeer;
    private final Set<FtpSession> sessions = new LinkedHashSet<>();

    /**
     * Nobody is logged in yet.
     *
     * @param perPeer sessions of one client address, 1 or more
     */
    public LoggedIn(int perPeer) {
        this.perPeer = perPeer;
    }

    /**
     * Asks for a place. The caller may hold the newcomer's lock, and no other session's.
     *
     * @param newcomer has given the right code
     * @param now {@link System#nanoTime()}
     * @return false when there is none and nobody is idle
     */
    boolean enter(FtpSession newcomer, long now) {
        InetAddress peer = newcomer.peer().getAddress();
        if (take(newcomer)) {
            return true;
        }
        for (FtpSession other : of(peer)) {
            // Without our lock: the other one leaves under its own.
            if (other.makeRoom(now)) {
                return take(newcomer);
            }
        }
        return false;
    }

    private synchronized boolean take(FtpSession newcomer) {
        return of(newcomer.peer().getAddress()).size() < perPeer && sessions.add(newcomer);
    }

    private synchronized List<FtpSession> of(InetAddress peer) {
        return sessions.stream()
                .filter(session -> session.peer().getAddress().equals(peer))
                .toList();
    }

    /** It is over, or was never in. */
    synchronized void leave(FtpSession session) {
        sessions.remove(session);
    }
}
