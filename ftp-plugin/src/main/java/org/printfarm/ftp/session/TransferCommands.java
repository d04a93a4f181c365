package org.printfarm.ftp.session;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.Upload;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.data.DataLink;
import org.printfarm.ftp.data.TransferFault;
import org.printfarm.ftp.data.TransferOutcome;
import org.printfarm.ftp.data.TransferSlots;
import org.printfarm.ftp.data.UploadTask;
import org.printfarm.ftp.protocol.RemotePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data ports and uploads. */
final class TransferCommands {

    /** A slicer's probe for storage. Source: protocol notes, section 5. */
    static final String PROBE_NAME = "verify_job";

    /** The host takes no larger file of that name for a probe. */
    private static final int PROBE_BYTES = 4096;

    /** A rule, as events name it. */
    static final String NAME_IS_A_FOLDER = "NAME_IS_A_FOLDER";

    private static final Logger LOG = LoggerFactory.getLogger(TransferCommands.class);

    private TransferCommands() {}

    /** A transfer that may begin: its data connection, and what ends its count. */
    record Transfer(DataLink link, Runnable giveBackSlot) {}

    static void pasv(FtpSession session, String argument) {
        open(session).ifPresent(link -> {
            byte[] host =
                    session.context().context().printer().advertisedAddress().getAddress();
            session.reply(
                    227,
                    String.format(
                            Locale.ROOT,
                            "Entering Passive Mode (%d,%d,%d,%d,%d,%d).",
                            host[0] & 0xFF,
                            host[1] & 0xFF,
                            host[2] & 0xFF,
                            host[3] & 0xFF,
                            link.port() >> 8,
                            link.port() & 0xFF));
        });
    }

    static void epsv(FtpSession session, String argument) {
        switch (argument.trim().toUpperCase(Locale.ROOT)) {
            case "ALL" -> session.reply(200, "OK.");
            case "", "1" ->
                open(session)
                        .ifPresent(
                                link -> session.reply(229, "Entering Extended Passive Mode (|||" + link.port() + "|)"));
            default -> session.reply(522, "Only network protocol (1).");
        }
    }

    private static Optional<DataLink> open(FtpSession session) {
        if (session.memory.link.filter(DataLink::isWaiting).isPresent()) {
            return session.memory.link;
        }
        session.dropLink();
        session.memory.link = session.context()
                .openPort(session.local().getAddress(), session.peer().getAddress());
        if (session.memory.link.isEmpty()) {
            session.publish(PrinterEvent.Kind.OVERLOADED, "PASSIVE_PORTS", 0);
            session.reply(425, "All data ports are in use; try again later.");
        }
        return session.memory.link;
    }

    static void abor(FtpSession session, String argument) {
        session.dropLink();
        session.reply(226, "Nothing to abort.");
    }

    /** Takes the data connection and a place among the transfers; answers and returns empty when there is none. */
    static Optional<Transfer> begin(FtpSession session, TransferSlots.PerPrinter slots) {
        if (session.memory.link.isEmpty()) {
            session.reply(425, "PASV or EPSV comes first.");
            return Optional.empty();
        }
        if (!session.memory.dataProtected) {
            session.dropLink();
            session.reply(522, "Data connections must be protected: PROT P.");
            return Optional.empty();
        }
        Optional<Runnable> slot = slots.take();
        if (slot.isEmpty()) {
            session.dropLink();
            session.publish(PrinterEvent.Kind.OVERLOADED, "TRANSFERS", 0);
            session.reply(450, "Too many transfers; try again later.");
            return Optional.empty();
        }
        DataLink link = session.memory.link.get();
        session.memory.link = Optional.empty();
        session.commands.beginSlow(slot.get());
        return Optional.of(new Transfer(link, slot.get()));
    }

    static void stor(FtpSession session, String sent) {
        Optional<RemotePath> path = session.memory.folder.resolve(sent).filter(to -> !to.isRoot());
        boolean inTheMiddle = session.memory.restart > 0;
        session.memory.restart = 0;
        if (path.isEmpty()) {
            session.dropLink();
            fail(session, session.memory.folder.refusal(sent).orElse(NAME_IS_A_FOLDER), TransferFault.BAD_NAME);
            return;
        }
        if (inTheMiddle) {
            session.dropLink();
            session.reply(554, "Uploads begin at the start: REST 0.");
            return;
        }
        CardName name = CardName.of(session, sent, path.get());
        begin(session, session.context().slots())
                .ifPresent(transfer ->
                        session.context().lane().submit(() -> receive(session, transfer, path.get(), name)));
    }

    private static void receive(FtpSession session, Transfer transfer, RemotePath path, CardName name) {
        try {
            if (session.context().card().isFolder(path)) {
                refuse(session, transfer, NAME_IS_A_FOLDER, TransferFault.BAD_NAME);
                return;
            }
            Upload upload = session.context()
                    .context()
                    .intake()
                    .open(
                            name.folder(),
                            name.name(),
                            session.context().settings().maxFileSize(),
                            session.peer().getAddress());
            try {
                take(session, transfer, path, upload);
            } catch (RuntimeException | Error e) {
                upload.close();
                throw e;
            }
        } catch (IntakeException e) {
            LOG.info("an upload was refused: {}, {}", e.reason(), e.getMessage());
            TransferFault fault = TransferFault.of(e.reason());
            refuse(session, transfer, fault.name(), fault);
        } catch (RuntimeException | Error e) {
            TransferFault fault = CardAccess.internal(e);
            refuse(session, transfer, fault.name(), fault);
        }
    }

    private static void take(FtpSession session, Transfer transfer, RemotePath path, Upload upload) {
        synchronized (session) {
            session.reply(150, "Send it.");
            UploadTask task = new UploadTask(
                    upload,
                    session.context().lane(),
                    bareEnd(session, path),
                    outcome -> end(session, transfer, outcome));
            session.commands.setRunning(transfer.link()::close);
            task.start(transfer.link());
        }
    }

    private static void refuse(FtpSession session, Transfer transfer, String rule, TransferFault fault) {
        synchronized (session) {
            transfer.link().close();
            transfer.giveBackSlot().run();
            fail(session, rule, fault);
            session.commands.endSlow();
        }
    }

    /** A cut-off 3MF shows by its missing directory; of other files only TLS's end mark tells that they are whole. */
    private static LongPredicate bareEnd(FtpSession session, RemotePath path) {
        String name = path.name();
        boolean shows = name.toLowerCase(Locale.ROOT).endsWith(".3mf");
        boolean probe = name.equals(PROBE_NAME);
        boolean strict = session.context().settings().requireCloseNotify();
        return bytes -> shows || !strict || (probe && bytes <= PROBE_BYTES);
    }

    private static void end(FtpSession session, Transfer transfer, TransferOutcome outcome) {
        synchronized (session) {
            transfer.giveBackSlot().run();
            try {
                answer(session, outcome);
            } finally {
                session.commands.endSlow();
            }
        }
    }

    private static void answer(FtpSession session, TransferOutcome outcome) {
        if (outcome instanceof TransferOutcome.Stored stored) {
            boolean job = stored.upload().jobId().isPresent();
            session.publish(
                    PrinterEvent.Kind.UPLOADED,
                    job ? "STORED" : "PROBE",
                    stored.upload().bytes());
            session.reply(226, "Transfer complete.");
        } else if (outcome instanceof TransferOutcome.Failed failed) {
            fail(session, failed.fault().name(), failed.fault());
        }
    }

    private static void fail(FtpSession session, String rule, TransferFault fault) {
        session.publish(PrinterEvent.Kind.UPLOAD_FAILED, rule, 0);
        session.reply(fault.replyCode(), fault.text());
    }
}
