package org.printfarm.ftp.session;

import java.util.Optional;
import org.printfarm.ftp.data.DataLink;
import org.printfarm.ftp.protocol.RemotePath;

/** A session's memory between commands. Guarded by the session. */
final class Conversation {
    Optional<String> user = Optional.empty();
    boolean loggedIn;
    int wrongLogins;
    boolean dataProtected;
    RemotePath folder = RemotePath.ROOT;
    Optional<RemotePath> renameFrom = Optional.empty();
    Optional<DataLink> link = Optional.empty();

    /** Where the next RETR begins, bytes. */
    long restart;
}
