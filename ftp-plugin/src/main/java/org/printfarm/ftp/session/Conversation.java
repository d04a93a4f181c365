package org.printfarm.ftp.session;

import java.util.Optional;
import org.printfarm.ftp.data.DataLink;
import org.printfarm.ftp.protocol.RemotePath;

/** A session's memory between commands. Guarded by the session. */
final class Conversation {
    Who who = new Who(Optional.empty(), false, 0);
    boolean dataProtected;
    RemotePath folder = RemotePath.ROOT;
    Optional<RemotePath> renameFrom = Optional.empty();
    Optional<DataLink> link = Optional.empty();

    /** Where the next RETR begins, bytes. */
    long restart;

    /**
     * Who the client is.
     *
     * @param user who it said it is, until it gives a code
     * @param isIn whether a code was right
     * @param wrongLogins codes that were not
     */
    record Who(Optional<String> user, boolean isIn, int wrongLogins) {

        Who named(Optional<String> name) {
            return new Who(name, isIn, wrongLogins);
        }

        Who in() {
            return new Who(user, true, wrongLogins);
        }

        Who wrong() {
            return new Who(user, isIn, wrongLogins + 1);
        }
    }

    boolean isLoggedIn() {
        return who.isIn;
    }
}
