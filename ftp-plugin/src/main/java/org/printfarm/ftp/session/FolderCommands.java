package org.printfarm.ftp.session;

import java.util.Optional;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.protocol.RemotePath;
import org.printfarm.ftp.protocol.Reply;

/** Moving about on the card. */
final class FolderCommands {

    private FolderCommands() {}

    static void pwd(FtpSession session, String argument) {
        session.reply(257, quoted(session.memory.folder) + " is the current folder.");
    }

    /**
     * A folder that is not there is refused, as real printers do. The operator is told: a slicer that sends a project with
     * {@code /} in its name asks for such a folder first, and shows its user a text that does not say so.
     */
    static void cwd(FtpSession session, String sent) {
        Optional<RemotePath> folder = session.memory.folder.resolve(sent);
        CardAccess.ask(session, card -> {
            boolean there = folder.isPresent() && card.isFolder(folder.get());
            return () -> {
                if (there) {
                    session.memory.folder = folder.get();
                    session.reply(250, "Folder changed.");
                } else {
                    session.publish(PrinterEvent.Kind.REFUSED, "NO_SUCH_FOLDER", 0);
                    session.reply(550, "No such folder.");
                }
            };
        });
    }

    static void mkd(FtpSession session, String sent) {
        Optional<RemotePath> folder = session.memory.folder.resolve(sent);
        CardAccess.ask(session, card -> {
            boolean made = folder.isPresent() && card.makeFolder(folder.get());
            return () -> session.reply(
                    made
                            ? new Reply(257, quoted(folder.get()) + " made.")
                            : new Reply(550, "The folder cannot be made."));
        });
    }

    static void rmd(FtpSession session, String sent) {
        Optional<RemotePath> folder = session.memory.folder.resolve(sent);
        CardAccess.ask(session, card -> {
            boolean removed = folder.isPresent() && card.removeFolder(folder.get());
            return () -> session.reply(
                    removed ? new Reply(250, "Folder removed.") : new Reply(550, "The folder cannot be removed."));
        });
    }

    /** As in RFC 959 appendix II: in quotation marks, those inside doubled. */
    private static String quoted(RemotePath path) {
        return '"' + path.toString().replace("\"", "\"\"") + '"';
    }
}
