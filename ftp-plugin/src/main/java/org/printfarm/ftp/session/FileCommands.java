package org.printfarm.ftp.session;

import java.util.Optional;
import org.printfarm.api.job.IntakeException;
import org.printfarm.ftp.card.CardEntry;
import org.printfarm.ftp.card.Listing;
import org.printfarm.ftp.data.TransferFault;
import org.printfarm.ftp.line.RemotePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asking for, deleting and renaming files on the card. */
final class FileCommands {

    private static final Logger LOG = LoggerFactory.getLogger(FileCommands.class);

    private FileCommands() {}

    static void size(FtpSession session, String sent) {
        find(session, sent)
                .ifPresentOrElse(
                        file -> session.reply(213, Long.toString(file.bytes())),
                        () -> session.reply(550, "No such file."));
    }

    static void mdtm(FtpSession session, String sent) {
        find(session, sent)
                .ifPresentOrElse(
                        file -> session.reply(213, Listing.time(file.modified())),
                        () -> session.reply(550, "No such file."));
    }

    static void dele(FtpSession session, String sent) {
        if (find(session, sent)
                .filter(file -> session.desk().card().removeFile(file.path()))
                .isPresent()) {
            session.reply(250, "File deleted.");
        } else {
            session.reply(550, "No such file.");
        }
    }

    static void rnfr(FtpSession session, String sent) {
        session.memory.renameFrom = find(session, sent).map(CardEntry::path);
        if (session.memory.renameFrom.isPresent()) {
            session.reply(350, "Now the new name.");
        } else {
            session.reply(550, "No such file.");
        }
    }

    static void rnto(FtpSession session, String sent) {
        Optional<CardEntry> file =
                session.memory.renameFrom.flatMap(session.desk().card()::find);
        session.memory.renameFrom = Optional.empty();
        Optional<RemotePath> to = session.memory.folder.resolve(sent);
        if (file.isEmpty()) {
            session.reply(503, "RNFR comes first.");
        } else if (to.isEmpty() || to.get().isRoot() || session.desk().card().isFolder(to.get())) {
            session.reply(553, "The file name cannot be used.");
        } else {
            session.beginSlow();
            String name = nameFor(session, sent, to.get());
            session.desk().lane().submit(() -> rename(session, file.get(), to.get(), name));
        }
    }

    /** The name for the job intake: as it was sent, without the current folder, and made safe. */
    static String nameFor(FtpSession session, String sent, RemotePath path) {
        return path.from(sent.startsWith("/") ? RemotePath.ROOT : session.memory.folder);
    }

    private static void rename(FtpSession session, CardEntry file, RemotePath to, String name) {
        Optional<TransferFault> fault = renameJob(session, file, name);
        synchronized (session) {
            if (fault.isEmpty()) {
                session.desk().card().rename(file.path(), to);
                session.reply(250, "File renamed.");
            } else {
                session.reply(fault.get().replyCode(), "The file cannot be renamed.");
            }
            session.endSlow();
        }
    }

    private static Optional<TransferFault> renameJob(FtpSession session, CardEntry file, String name) {
        try {
            if (file.jobId().isPresent()) {
                session.desk().context().intake().rename(file.jobId().get(), name);
            }
            return Optional.empty();
        } catch (IntakeException e) {
            return Optional.of(TransferFault.of(e.reason()));
        } catch (RuntimeException e) {
            LOG.error("the job intake failed", e);
            return Optional.of(TransferFault.INTERNAL);
        }
    }

    private static Optional<CardEntry> find(FtpSession session, String sent) {
        return session.memory
                .folder
                .resolve(sent)
                .flatMap(session.desk().card()::find)
                .filter(entry -> !entry.folder());
    }
}
