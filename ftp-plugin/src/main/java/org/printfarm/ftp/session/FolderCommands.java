package org.printfarm.ftp.session;

import java.util.Optional;
import org.printfarm.ftp.protocol.RemotePath;
import org.printfarm.ftp.protocol.Reply;
import org.printfarm.ftp.sdcard.SdCardView;

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
        CardAccess.ask(session, "CWD", card -> {
            boolean there = folder.isPresent() && card.isFolder(folder.get());
            return () -> {
                if (there) {
                    session.memory.folder = folder.get();
                    session.reply(250, "Folder changed.");
                } else {
                    CardAccess.tellRefusal(session, "CWD", SdCardView.NO_SUCH_FOLDER);
                    session.reply(550, "No such folder.");
                }
            };
        });
    }

    static void mkd(FtpSession session, String sent) {
        RemotePath from = session.memory.folder;
        Optional<RemotePath> folder = from.resolve(sent);
        CardAccess.ask(session, "MKD", card -> {
            Optional<String> rule = folder.isPresent() ? card.makeFolder(folder.get()) : from.refusal(sent);
            Reply made = new Reply(257, folder.map(FolderCommands::quoted).orElse("") + " made.");
            return () -> answer(session, "MKD", rule, made, new Reply(550, "The folder cannot be made."));
        });
    }

    static void rmd(FtpSession session, String sent) {
        RemotePath from = session.memory.folder;
        Optional<RemotePath> folder = from.resolve(sent);
        CardAccess.ask(session, "RMD", card -> {
            Optional<String> rule = folder.isPresent() ? card.removeFolder(folder.get()) : from.refusal(sent);
            Reply removed = new Reply(250, "Folder removed.");
            return () -> answer(session, "RMD", rule, removed, new Reply(550, "The folder cannot be removed."));
        });
    }

    private static void answer(FtpSession session, String what, Optional<String> rule, Reply done, Reply refused) {
        rule.ifPresent(broken -> CardAccess.tellRefusal(session, what, broken));
        session.reply(rule.isPresent() ? refused : done);
    }

    /** As in RFC 959 appendix II: in quotation marks, those inside doubled. */
    private static String quoted(RemotePath path) {
        return '"' + path.toString().replace("\"", "\"\"") + '"';
    }
}
