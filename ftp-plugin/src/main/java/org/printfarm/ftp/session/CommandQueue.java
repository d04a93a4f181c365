package org.printfarm.ftp.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.protocol.CommandLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of one session: answered in the order they came, one at a time. While a transfer or another slow thing is under
 * way they wait, all but ABOR. Guarded by the session.
 */
final class CommandQueue {

    private static final Logger LOG = LoggerFactory.getLogger(CommandQueue.class);

    private final FtpSession session;
    private final Queue<CommandLine> pending = new ArrayDeque<>(1);
    private boolean endOfInput;
    private Optional<Slow> slow = Optional.empty();

    /** Something slow that ABOR can end early. */
    interface Abortable {
        void abort();
    }

    /**
     * Something slow that is under way.
     *
     * @param giveBack gives back the place among the transfers that it takes, if any
     * @param running what ABOR and the end of the connection end
     * @param abortAsked whether ABOR came meanwhile
     */
    private record Slow(Runnable giveBack, Optional<Abortable> running, boolean abortAsked) {}

    CommandQueue(FtpSession session) {
        this.session = session;
    }

    /** Whether something slow is under way. */
    boolean isBusy() {
        return slow.isPresent();
    }

    /** A command came; false when too many wait already. */
    boolean add(CommandLine command) {
        if (isBusy() && command.verb().equals("ABOR") && session.memory.isLoggedIn()) {
            slow = slow.map(now -> new Slow(now.giveBack, now.running, true));
            abortRunning();
            return true;
        }
        boolean room = pending.size() < FtpSession.MAX_PENDING;
        if (room) {
            pending.add(command);
            runPending();
        }
        return room;
    }

    /** No command will come any more: those that wait are still answered, then the session ends. */
    void end() {
        endOfInput = true;
        runPending();
    }

    /** The session is over: nothing is answered any more, and what is under way is ended. */
    void clear() {
        pending.clear();
        abortRunning();
    }

    private void runPending() {
        while (!isBusy() && !session.isClosed() && !pending.isEmpty()) {
            runNext();
        }
        if (!isBusy() && !session.isClosed() && endOfInput) {
            session.close("CLOSED");
        }
    }

    /** What a command throws, an Error too, ends the session and gives back what it took; it must not leave it waiting. */
    private void runNext() {
        if (!session.context().context().mayAnswer()) {
            session.close("SHUT_DOWN");
            return;
        }
        try {
            CommandTable.run(session, pending.remove());
        } catch (RuntimeException | Error e) {
            LOG.error("a command failed inside the plugin", e);
            Optional<Slow> broken = slow;
            giveBack();
            session.publish(PrinterEvent.Kind.FAULT, "COMMAND", 0);
            session.reply(451, "An error inside the printer.");
            session.close("FAULT");
            broken.flatMap(Slow::running).ifPresent(Abortable::abort);
        }
    }

    /** Something slow begins that takes a place among the transfers, to be given back when it ends in whatever way. */
    void beginSlow(Runnable giveBack) {
        slow = Optional.of(new Slow(giveBack, Optional.empty(), false));
    }

    /** Something slow begins: commands wait until {@link #endSlow()}. */
    void beginSlow() {
        beginSlow(() -> {});
    }

    /** What ABOR and the end of the connection shall end, from now on. */
    void setRunning(Abortable abortable) {
        slow = slow.map(now -> new Slow(now.giveBack, Optional.of(abortable), now.abortAsked));
        if (slow.filter(Slow::abortAsked).isPresent() || session.isClosed()) {
            abortable.abort();
        }
    }

    /** The slow thing is over and answered. */
    void endSlow() {
        Optional<Slow> over = slow;
        giveBack();
        session.touch();
        if (over.filter(Slow::abortAsked).isPresent()) {
            session.reply(226, "Abort done.");
        }
        if (session.isClosed()) {
            session.tellOver();
        } else {
            runPending();
        }
    }

    private void abortRunning() {
        slow.flatMap(Slow::running).ifPresent(Abortable::abort);
    }

    private void giveBack() {
        Optional<Slow> over = slow;
        slow = Optional.empty();
        over.ifPresent(one -> one.giveBack.run());
    }
}
