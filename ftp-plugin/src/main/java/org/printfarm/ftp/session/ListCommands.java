package org.printfarm.ftp.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.printfarm.ftp.card.Card;
import org.printfarm.ftp.card.CardEntry;
import org.printfarm.ftp.card.Listing;
import org.printfarm.ftp.data.ListingTask;
import org.printfarm.ftp.data.TransferOutcome;
import org.printfarm.ftp.line.RemotePath;

/** Listings of the card. */
final class ListCommands {

    private ListCommands() {}

    static void list(FtpSession session, String argument) {
        send(session, withoutOptions(argument), Listing::longLines);
    }

    static void nlst(FtpSession session, String argument) {
        send(session, withoutOptions(argument), Listing::names);
    }

    static void mlsd(FtpSession session, String argument) {
        send(session, argument, Listing::facts);
    }

    /** Clients ask for {@code LIST -a} as if it were ls. */
    private static String withoutOptions(String argument) {
        if (!argument.startsWith("-")) {
            return argument;
        }
        int blank = argument.indexOf(' ');
        return blank < 0 ? "" : withoutOptions(argument.substring(blank + 1));
    }

    private static void send(FtpSession session, String sent, Function<List<CardEntry>, String> format) {
        Optional<List<CardEntry>> entries = session.memory
                .folder
                .resolve(sent)
                .flatMap(path -> entries(session.desk().card(), path));
        if (entries.isEmpty()) {
            session.dropLink();
            session.reply(550, "No such file or folder.");
            return;
        }
        TransferCommands.begin(session).ifPresent(transfer -> {
            session.reply(150, "Here it comes.");
            ListingTask task = new ListingTask(format.apply(entries.get()), outcome -> end(session, transfer, outcome));
            session.setRunning(transfer.link()::close);
            task.start(transfer.link());
        });
    }

    private static Optional<List<CardEntry>> entries(Card card, RemotePath path) {
        return card.find(path).map(entry -> entry.folder() ? card.list(path) : List.of(entry));
    }

    private static void end(FtpSession session, TransferCommands.Transfer transfer, TransferOutcome outcome) {
        synchronized (session) {
            transfer.giveBackSlot().run();
            if (outcome instanceof TransferOutcome.Failed failed) {
                session.reply(failed.fault().replyCode(), "The listing was not sent.");
            } else {
                session.reply(226, "That is all.");
            }
            session.endSlow();
        }
    }
}
