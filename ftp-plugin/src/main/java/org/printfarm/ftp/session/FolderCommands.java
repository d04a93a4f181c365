package org.printfarm.ftp.session;

import java.util.Optional;
import org.printfarm.ftp.line.RemotePath;

/** Moving about on the card. */
final class FolderCommands {

    private FolderCommands() {}

    static void pwd(FtpSession session, String argument) {
        session.reply(257, quoted(session.memory.folder) + " is the current folder.");
    }

    static void cwd(FtpSession session, String sent) {
        Optional<RemotePath> folder =
                session.memory.folder.resolve(sent).filter(session.desk().card()::isFolder);
        if (folder.isPresent()) {
            session.memory.folder = folder.get();
            session.reply(250, "Folder changed.");
        } else {
            session.reply(550, "No such folder.");
        }
    }

    static void mkd(FtpSession session, String sent) {
        Optional<RemotePath> folder =
                session.memory.folder.resolve(sent).filter(session.desk().card()::makeFolder);
        if (folder.isPresent()) {
            session.reply(257, quoted(folder.get()) + " made.");
        } else {
            session.reply(550, "The folder cannot be made.");
        }
    }

    static void rmd(FtpSession session, String sent) {
        if (session.memory
                .folder
                .resolve(sent)
                .filter(session.desk().card()::removeFolder)
                .isPresent()) {
            session.reply(250, "Folder removed.");
        } else {
            session.reply(550, "The folder cannot be removed.");
        }
    }

    /** As in RFC 959 appendix II: in quotation marks, those inside doubled. */
    private static String quoted(RemotePath path) {
        return '"' + path.toString().replace("\"", "\"\"") + '"';
    }
}
