package org.printfarm.ftp.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.IntakeException;
import org.printfarm.ftp.protocol.RemotePath;
import org.printfarm.ftp.protocol.Reply;
import org.printfarm.ftp.sdcard.CardEntry;
import org.printfarm.ftp.sdcard.Listing;
import org.printfarm.ftp.sdcard.SdCardView;

/** Asking for, deleting and renaming files on the card. */
final class FileCommands {

    private static final Reply NO_FILE = new Reply(550, "No such file.");
    private static final Reply BAD_NAME = new Reply(553, "The file name cannot be used.");

    private FileCommands() {}

    static void size(FtpSession session, String sent) {
        tell(session, "SIZE", sent, file -> new Reply(213, Long.toString(file.bytes())));
    }

    static void mdtm(FtpSession session, String sent) {
        tell(session, "MDTM", sent, file -> new Reply(213, Listing.time(file.modified())));
    }

    private static void tell(FtpSession session, String what, String sent, Function<CardEntry, Reply> answer) {
        Optional<RemotePath> path = session.memory.folder.resolve(sent);
        CardAccess.ask(session, what, card -> {
            Reply reply = file(card, path).map(answer).orElse(NO_FILE);
            return () -> session.reply(reply);
        });
    }

    static void mlst(FtpSession session, String sent) {
        Optional<RemotePath> path = session.memory.folder.resolve(sent);
        CardAccess.ask(session, "MLST", card -> {
            Optional<CardEntry> entry = path.isEmpty() ? Optional.empty() : card.find(path.get());
            Reply reply = entry.map(one -> new Reply(250, "End", List.of("Listing", Listing.fact(one))))
                    .orElse(new Reply(550, "No such file or folder."));
            return () -> session.reply(reply);
        });
    }

    /** A probe lies on no card; whoever tidies his own up is not told of a failure. */
    static void dele(FtpSession session, String sent) {
        Optional<RemotePath> path = session.memory.folder.resolve(sent);
        CardAccess.ask(session, "DELE", card -> {
            boolean gone = path.isPresent()
                    && (card.removeFile(path.get()) || path.get().name().equals(TransferCommands.PROBE_NAME));
            return () -> session.reply(gone ? new Reply(250, "File deleted.") : NO_FILE);
        });
    }

    static void rnfr(FtpSession session, String sent) {
        Optional<RemotePath> path = session.memory.folder.resolve(sent);
        CardAccess.ask(session, "RNFR", card -> {
            Optional<CardEntry> file = file(card, path);
            return () -> {
                session.memory.renameFrom = file.map(CardEntry::path);
                session.reply(file.isPresent() ? new Reply(350, "Now the new name.") : NO_FILE);
            };
        });
    }

    static void rnto(FtpSession session, String sent) {
        Optional<RemotePath> from = session.memory.renameFrom;
        session.memory.renameFrom = Optional.empty();
        Optional<RemotePath> to = session.memory.folder.resolve(sent).filter(path -> !path.isRoot());
        if (from.isEmpty()) {
            session.reply(503, "RNFR comes first.");
        } else if (to.isEmpty()) {
            badName(session, session.memory.folder.refusal(sent).orElse(TransferCommands.NAME_IS_A_FOLDER));
        } else {
            CardName name = CardName.of(session, sent, to.get());
            CardAccess.ask(session, "RNTO", card -> {
                if (card.isFolder(to.get())) {
                    return () -> badName(session, TransferCommands.NAME_IS_A_FOLDER);
                }
                Reply reply = rename(session, file(card, from), name);
                return () -> session.reply(reply);
            });
        }
    }

    private static void badName(FtpSession session, String rule) {
        CardAccess.tellRefusal(session, "RNTO", rule);
        session.reply(BAD_NAME);
    }

    private static Reply rename(FtpSession session, Optional<CardEntry> from, CardName to) throws IntakeException {
        Optional<CardFile> file = from.flatMap(CardEntry::file);
        if (file.isEmpty()) {
            return NO_FILE;
        }
        session.context().context().intake().rename(file.get().jobId(), to.folder(), to.name());
        return new Reply(250, "File renamed.");
    }

    private static Optional<CardEntry> file(SdCardView card, Optional<RemotePath> path) throws IntakeException {
        return path.isEmpty() ? Optional.empty() : card.file(path.get());
    }
}
