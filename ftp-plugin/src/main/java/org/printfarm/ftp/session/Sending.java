package org.printfarm.ftp.session;

import org.printfarm.api.job.IntakeException;
import org.printfarm.ftp.data.DataLink;
import org.printfarm.ftp.data.TransferFault;
import org.printfarm.ftp.data.TransferOutcome;
import org.printfarm.ftp.sdcard.SdCardView;

/** One transfer from the card to the client. Counted apart from uploads, so that who reads slowly takes no uploader's place. */
final class Sending {

    private final FtpSession session;
    private final TransferCommands.Transfer transfer;

    private Sending(FtpSession session, TransferCommands.Transfer transfer) {
        this.session = session;
        this.transfer = transfer;
    }

    /** On a thread of the pool, without the session's lock. What it returns is run with the lock, and replies. */
    interface Preparation {
        Runnable prepare(SdCardView card, Sending sending) throws IntakeException;
    }

    /** Takes the data connection, prepares, and begins; answers when there is no connection or place. */
    static void begin(FtpSession session, Preparation preparation) {
        TransferCommands.begin(session, session.context().readSlots())
                .ifPresent(transfer ->
                        session.context().lane().submit(() -> new Sending(session, transfer).start(preparation)));
    }

    private void start(Preparation preparation) {
        Runnable next = prepared(preparation);
        synchronized (session) {
            session.commands.setRunning(transfer.link()::close);
            next.run();
        }
    }

    private Runnable prepared(Preparation preparation) {
        try {
            return preparation.prepare(session.context().card(), this);
        } catch (IntakeException e) {
            return refusal(TransferFault.of(e.reason()).replyCode(), "It cannot be read.");
        } catch (RuntimeException | Error e) {
            return refusal(CardAccess.internal(e).replyCode(), "An error inside the printer.");
        }
    }

    /** Where the client connects. */
    DataLink link() {
        return transfer.link();
    }

    /** Ends it before it began. */
    Runnable refusal(int code, String text) {
        return () -> {
            transfer.link().close();
            over(code, text);
        };
    }

    /** The data connection has done its work. */
    void end(TransferOutcome outcome) {
        synchronized (session) {
            if (outcome instanceof TransferOutcome.Failed failed) {
                over(failed.fault().replyCode(), "It was not sent.");
            } else {
                over(226, "That is all.");
            }
        }
    }

    private void over(int code, String text) {
        transfer.giveBackSlot().run();
        session.reply(code, text);
        session.commands.endSlow();
    }
}
