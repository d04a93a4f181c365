package org.printfarm.ftp.session;

import org.printfarm.api.job.IntakeException;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.data.TransferFault;
import org.printfarm.ftp.sdcard.SdCardView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asking the card, which may wait for a disk, away from the threads that serve sockets. */
final class CardAccess {

    private static final Logger LOG = LoggerFactory.getLogger(CardAccess.class);

    private CardAccess() {}

    /** On a thread of the pool, without the session's lock. What it returns is run with the lock, and replies. */
    interface Question {
        Runnable ask(SdCardView card) throws IntakeException;
    }

    /** Asks and answers; further commands wait meanwhile. The command is told when the card refuses. */
    static void ask(FtpSession session, String command, Question question) {
        session.commands.beginSlow();
        session.context().lane().submit(() -> {
            Runnable answer = answer(session, command, question);
            synchronized (session) {
                try {
                    answer.run();
                } finally {
                    session.commands.endSlow();
                }
            }
        });
    }

    private static Runnable answer(FtpSession session, String command, Question question) {
        try {
            return question.ask(session.context().card());
        } catch (IntakeException e) {
            TransferFault fault = TransferFault.of(e.reason());
            LOG.info("the card refused {}: {}, {}", command, e.reason(), e.getMessage());
            return () -> {
                tellRefusal(session, command, fault.name());
                session.reply(fault.replyCode(), "The card refuses: " + fault.name() + ".");
            };
        } catch (RuntimeException | Error e) {
            TransferFault fault = internal(e);
            return () -> session.reply(fault.replyCode(), fault.text());
        }
    }

    /** What was refused, by which rule, and never what the peer sent. */
    static void tellRefusal(FtpSession session, String command, String rule) {
        session.publish(PrinterEvent.Kind.REFUSED, command + "_" + rule, 0);
    }

    /** What the host must not throw. */
    static TransferFault internal(Throwable thrown) {
        LOG.error("the job intake failed", thrown);
        return TransferFault.INTERNAL;
    }
}
