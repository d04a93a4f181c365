package org.printfarm.ftp.session;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.printfarm.api.job.IntakeException;
import org.printfarm.ftp.data.ListingTask;
import org.printfarm.ftp.protocol.RemotePath;
import org.printfarm.ftp.sdcard.CardEntry;
import org.printfarm.ftp.sdcard.Listing;
import org.printfarm.ftp.sdcard.SdCardView;

/** Listings of the card. */
final class ListCommands {

    private ListCommands() {}

    /** How entries are written down. */
    private interface Format extends BiFunction<SdCardView, List<CardEntry>, String> {}

    static void list(FtpSession session, String argument) {
        send(session, withoutOptions(argument), (card, entries) -> Listing.longLines(entries, card.now()));
    }

    static void nlst(FtpSession session, String argument) {
        send(session, withoutOptions(argument), (card, entries) -> Listing.names(entries));
    }

    static void mlsd(FtpSession session, String argument) {
        send(session, argument, (card, entries) -> Listing.facts(entries));
    }

    /** Clients ask for {@code LIST -a} as if it were ls. */
    private static String withoutOptions(String argument) {
        if (!argument.startsWith("-")) {
            return argument;
        }
        int blank = argument.indexOf(' ');
        return blank < 0 ? "" : withoutOptions(argument.substring(blank + 1));
    }

    private static void send(FtpSession session, String sent, Format format) {
        Optional<RemotePath> path = session.memory.folder.resolve(sent);
        Sending.begin(session, (card, transfer) -> {
            Optional<List<CardEntry>> entries = path.isEmpty() ? Optional.empty() : entries(card, path.get());
            if (entries.isEmpty()) {
                return transfer.refusal(550, "No such file or folder.");
            }
            String text = format.apply(card, entries.get());
            return () -> {
                session.reply(150, "Here it comes.");
                new ListingTask(text, transfer::end).start(transfer.link());
            };
        });
    }

    private static Optional<List<CardEntry>> entries(SdCardView card, RemotePath path) throws IntakeException {
        Optional<CardEntry> entry = card.find(path);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(entry.get().folder() ? card.list(path) : List.of(entry.get()));
    }
}
