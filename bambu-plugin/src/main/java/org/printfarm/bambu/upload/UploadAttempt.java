package org.printfarm.bambu.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.PrintOrder;

/** One login with one file. One thread. */
final class UploadAttempt {

    private static final int BLOCK_BYTES = 32 * 1024;

    /** Small, so that what is reported as through is nearly what the machine has. */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private static final Duration REPLY_PATIENCE = Duration.ofSeconds(30);

    /** All of the tidying together has to fit into the 5 s that the API gives. */
    private static final Duration TIDY_PATIENCE = Duration.ofMillis(1500);

    private static final int SIZE_TOLD = 213;

    private final FtpsTarget target;
    private final PrintOrder order;
    private final Driver.Progress progress;
    private final UploadWatch watch;
    private final boolean clear;
    private final Duration handshakePatience;
    private final Socket plainControl = new Socket();
    private Transfer transfer = Transfer.NOT_BEGUN;

    /** How far the file is. */
    private enum Transfer {
        NOT_BEGUN,
        /** The machine still has to say what became of it. */
        UNANSWERED,
        ANSWERED
    }

    UploadAttempt(
            FtpsTarget target,
            PrintOrder order,
            Driver.Progress progress,
            UploadWatch watch,
            boolean clear,
            Duration handshakePatience) {
        this.target = target;
        this.order = order;
        this.progress = progress;
        this.watch = watch;
        this.clear = clear;
        this.handshakePatience = handshakePatience;
    }

    void run() throws DriverException, InterruptedException, DataTlsHangsException {
        try (ControlChannel control = connect()) {
            try {
                send(control);
            } catch (DataTlsHangsException e) {
                control.abort();
                throw e;
            } catch (IOException e) {
                throw failed(control);
            } catch (DriverException e) {
                tidy(control);
                throw e;
            }
        }
    }

    private ControlChannel connect() throws DriverException, InterruptedException {
        try {
            watch.watch(plainControl, null);
            return ControlChannel.open(target, plainControl, REPLY_PATIENCE);
        } catch (IOException e) {
            if (watch.end() == UploadWatch.End.GIVEN_UP) {
                throw interrupted();
            }
            throw UploadFaults.notReached(e, target);
        }
    }

    private void send(ControlChannel control) throws IOException, DriverException {
        control.ask("PBSZ 0");
        control.ask(clear ? "PROT C" : "PROT P");
        control.ask("TYPE I");
        try (Socket plain = control.connectData(REPLY_PATIENCE)) {
            plain.setSendBufferSize(SEND_BUFFER_BYTES);
            watch.watch(plainControl, plain);
            FtpReply ready = control.ask("STOR " + order.fileName());
            if (!ready.isPreliminary()) {
                throw UploadFaults.refused(ready);
            }
            transfer = Transfer.UNANSWERED;
            if (clear) {
                copy(plain.getOutputStream());
                plain.shutdownOutput();
            } else {
                sendSecurely(control, plain);
            }
            finish(control);
        }
    }

    /** The handshake comes after the 150: before it some machines hang. */
    private void sendSecurely(ControlChannel control, Socket plain) throws IOException, DriverException {
        plain.setSoTimeout((int) handshakePatience.toMillis());
        SSLSocket secure = control.layer(plain);
        try {
            secure.startHandshake();
        } catch (SocketTimeoutException e) {
            throw new DataTlsHangsException();
        }
        copy(secure.getOutputStream());
        secure.shutdownOutput();
    }

    private void copy(OutputStream out) throws IOException, DriverException {
        byte[] block = new byte[BLOCK_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(block);
        long total = 0;
        try (SeekableByteChannel content = open()) {
            while (read(content, buffer.clear()) >= 0) {
                out.write(block, 0, buffer.position());
                total += buffer.position();
                watch.progressed();
                progress.sent(Math.min(total, order.bytes()));
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("given up");
                }
            }
        }
        if (total != order.bytes()) {
            throw UploadFaults.unreadable();
        }
        out.flush();
    }

    private SeekableByteChannel open() throws DriverException {
        try {
            return order.content().open();
        } catch (IOException e) {
            throw UploadFaults.unreadable();
        }
    }

    private static int read(SeekableByteChannel content, ByteBuffer into) throws DriverException, IOException {
        try {
            return content.read(into);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw UploadFaults.unreadable();
        }
    }

    /** What the machine still has to write may take long. */
    private void finish(ControlChannel control) throws IOException, DriverException {
        watch.watch(plainControl, null);
        watch.progressed();
        control.patience(watch.left());
        FtpReply end = control.read();
        transfer = Transfer.ANSWERED;
        if (!end.isDone()) {
            throw UploadFaults.refused(end);
        }
        control.patience(REPLY_PATIENCE);
        FtpReply size = control.ask("SIZE " + order.fileName());
        if (size.code() == SIZE_TOLD && !size.text().strip().equals(Long.toString(order.bytes()))) {
            throw UploadFaults.broken();
        }
    }

    /** A broken transfer: the machine may have said why on the control connection. */
    private DriverException failed(ControlChannel control) throws InterruptedException {
        UploadWatch.End end = watch.end();
        if (end == UploadWatch.End.GIVEN_UP) {
            watch.giveUp();
            InterruptedException given = interrupted();
            tidy(control);
            throw given;
        }
        FtpReply why = tidy(control);
        if (end != null) {
            return UploadFaults.ended(end);
        }
        return why.isDone() || why.code() == 0 ? UploadFaults.broken() : UploadFaults.refused(why);
    }

    /** Takes the interrupt, as whoever throws this does. */
    private static InterruptedException interrupted() {
        boolean unused = Thread.interrupted();
        return new InterruptedException("the delivery was given up");
    }

    /** Removes what was sent so far; what the machine answered to the transfer, or 0. */
    private FtpReply tidy(ControlChannel control) {
        FtpReply answer = new FtpReply(0, "");
        if (transfer == Transfer.NOT_BEGUN) {
            return answer;
        }
        watch.close();
        String delete = "DELE " + order.fileName();
        try {
            control.patience(TIDY_PATIENCE);
            if (transfer == Transfer.UNANSWERED) {
                answer = control.read();
            }
            control.ask(delete);
        } catch (IOException e) {
            deleteAnew(delete);
        }
        return answer;
    }

    private void deleteAnew(String delete) {
        try (ControlChannel fresh = ControlChannel.open(target, new Socket(), TIDY_PATIENCE)) {
            fresh.ask(delete);
        } catch (IOException | DriverException e) {
            // it cannot be removed now: the machine is not reached
        }
    }
}
