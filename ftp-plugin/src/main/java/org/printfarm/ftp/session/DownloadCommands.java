package org.printfarm.ftp.session;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.ftp.data.DownloadTask;
import org.printfarm.ftp.protocol.RemotePath;
import org.printfarm.ftp.sdcard.CardEntry;
import org.printfarm.ftp.sdcard.SdCardView;

/** Reading files from the card: clients take cover, weight and time from the printer's copy. */
final class DownloadCommands {

    private DownloadCommands() {}

    /** The offset counts for the next transfer. Source: RFC 3659 section 5. */
    static void rest(FtpSession session, String sent) {
        try {
            long offset = Long.parseLong(sent.trim());
            if (offset >= 0) {
                session.memory.restart = offset;
                session.reply(350, "The next transfer begins at byte " + offset + ".");
                return;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a negative one is.
            session.memory.restart = 0;
        }
        session.reply(501, "REST needs an offset in bytes.");
    }

    static void retr(FtpSession session, String sent) {
        Optional<RemotePath> path = session.memory.folder.resolve(sent);
        long offset = session.memory.restart;
        session.memory.restart = 0;
        Sending.begin(session, (card, sending) -> {
            Optional<CardFile> file = path.isEmpty() ? Optional.empty() : file(card, path.get());
            if (file.isEmpty()) {
                return sending.refusal(550, "No such file.");
            }
            if (offset > file.get().bytes()) {
                return sending.refusal(554, "The file ends before that offset.");
            }
            SeekableByteChannel content = open(card, file.get(), offset);
            return () -> {
                session.reply(150, "Here come " + (file.get().bytes() - offset) + " bytes.");
                new DownloadTask(content, session.context().lane(), sending::end).start(sending.link());
            };
        });
    }

    private static Optional<CardFile> file(SdCardView card, RemotePath path) throws IntakeException {
        return card.file(path).flatMap(CardEntry::file);
    }

    private static SeekableByteChannel open(SdCardView card, CardFile file, long offset) throws IntakeException {
        SeekableByteChannel content = card.files().read(file);
        try {
            return content.position(offset);
        } catch (IOException e) {
            throw new IntakeException(Reason.STORAGE, "the file cannot be read", e);
        }
    }
}
