package org.printfarm.ftp.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.data.DataLink;
import org.printfarm.ftp.protocol.CommandLine;
import org.printfarm.ftp.protocol.LineDecoder;
import org.printfarm.ftp.protocol.RemotePath;
import org.printfarm.ftp.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One control connection, from the greeting to its end. Commands are answered in the order they came, one at a time; while a
 * transfer or another slow thing is under way they wait, all but ABOR. Any thread; never blocks.
 *
 * <p>Limits: {@value #MAX_PENDING} commands may wait; {@value #MAX_WRONG_LOGINS} wrong logins end the connection; the first
 * login must come within {@link #LOGIN_DEADLINE} of the greeting, and whole commands, not single bytes, keep a session alive.
 */
public final class FtpSession {

    /** Commands that may wait while one is under way. Clients send a handful ahead at most. */
    public static final int MAX_PENDING = 100;

    /** Wrong logins on one connection. A client tries a few; whoever guesses must connect anew. */
    public static final int MAX_WRONG_LOGINS = 10;

    /** From the greeting to the first accepted login. */
    public static final Duration LOGIN_DEADLINE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(FtpSession.class);

    private final SessionContext context;
    private final ControlWire wire;
    private final InetSocketAddress peer;
    private final InetSocketAddress local;
    private final Queue<CommandLine> pending = new ArrayDeque<>(1);
    private final long openedAt = System.nanoTime();
    private long lastCommand = openedAt;
    private boolean busy;
    private boolean endOfInput;
    private boolean closed;
    private boolean over;
    private Runnable slot = () -> {};
    private boolean told;
    private @Nullable Abortable running;

    /** What the commands remember. */
    final Conversation memory = new Conversation();

    /** Something slow that ABOR can end early. */
    interface Abortable {
        void abort();
    }

    /** A session's memory between commands. Guarded by the session. */
    static final class Conversation {
        Optional<String> user = Optional.empty();
        boolean loggedIn;
        int wrongLogins;
        boolean dataProtected;
        RemotePath folder = RemotePath.ROOT;
        Optional<RemotePath> renameFrom = Optional.empty();
        Optional<DataLink> link = Optional.empty();
        /** Where the next RETR begins, bytes. */
        long restart;

        boolean abortAsked;
    }

    /**
     * A session whose TLS is up.
     *
     * @param context the printer's
     * @param wire where replies go
     * @param peer the client
     * @param local where it connected
     */
    public FtpSession(SessionContext context, ControlWire wire, InetSocketAddress peer, InetSocketAddress local) {
        this.context = context;
        this.wire = wire;
        this.peer = peer;
        this.local = local;
    }

    /** Greets the client. */
    public synchronized void begin() {
        reply(220, "Printer ready.");
    }

    /**
     * Takes what came out of the client's bytes.
     *
     * @param result a line, or why it is none
     */
    public synchronized void onLine(LineDecoder.Result result) {
        if (closed) {
            return;
        }
        if (result instanceof LineDecoder.Result.Line line) {
            onCommand(CommandLine.parse(line.text()));
        } else if (result instanceof LineDecoder.Result.NotText) {
            onCommand(new CommandLine("", ""));
        } else if (result instanceof LineDecoder.Result.TooLong) {
            refuse("LINE_TOO_LONG", "Line too long.");
        }
    }

    private void onCommand(CommandLine command) {
        lastCommand = System.nanoTime();
        if (busy && command.verb().equals("ABOR") && memory.loggedIn) {
            memory.abortAsked = true;
            abortRunning();
        } else if (pending.size() >= MAX_PENDING) {
            refuse("TOO_MANY_COMMANDS", "Too many commands at once.");
        } else {
            pending.add(command);
            runPending();
        }
    }

    private void runPending() {
        while (!busy && !closed && !pending.isEmpty()) {
            runNext();
        }
        if (!busy && !closed && endOfInput) {
            close("CLOSED");
        }
    }

    /** What a command throws, an Error too, ends this session and gives back what it took; it must not leave it waiting. */
    private void runNext() {
        try {
            CommandTable.run(this, pending.remove());
        } catch (RuntimeException | Error e) {
            LOG.error("a command failed inside the plugin", e);
            busy = false;
            slot.run();
            publish(PrinterEvent.Kind.FAULT, "COMMAND", 0);
            reply(451, "An error inside the printer.");
            close("FAULT");
        }
    }

    /** Something slow begins that takes a place among the transfers, to be given back when it ends in whatever way. */
    void beginSlow(Runnable giveBack) {
        slot = giveBack;
        beginSlow();
    }

    /** Something slow begins: commands wait until {@link #endSlow()}. */
    void beginSlow() {
        busy = true;
    }

    /** What ABOR and the end of the connection shall end, from now on. */
    void setRunning(Abortable abortable) {
        running = abortable;
        if (memory.abortAsked || closed) {
            abortable.abort();
        }
    }

    /** The slow thing is over and answered. */
    void endSlow() {
        busy = false;
        running = null;
        slot.run();
        lastCommand = System.nanoTime();
        if (memory.abortAsked) {
            memory.abortAsked = false;
            reply(226, "Abort done.");
        }
        if (closed) {
            tellOver();
        } else {
            runPending();
        }
    }

    private void abortRunning() {
        if (running != null) {
            running.abort();
        }
    }

    /** The client will send no more: what it asked for is still answered, then the connection ends. */
    public synchronized void onEndOfInput() {
        endOfInput = true;
        runPending();
    }

    /** The connection is gone. */
    public synchronized void onClosed() {
        finish("LOST");
    }

    /** The code was right and there is room. */
    void logIn() {
        memory.loggedIn = true;
        wire.loggedIn();
        publish(PrinterEvent.Kind.CONNECTED, "LOGGED_IN", 0);
    }

    /** Ends the session, which is logged in, in favour of a newcomer's; false when it is at work or was lately. */
    synchronized boolean makeRoom(long now) {
        if (closed || busy || now - lastCommand < LoggedIn.IDLE.toNanos()) {
            return false;
        }
        reply(421, "A newer connection of your address takes this idle one's place.");
        close("DISPLACED");
        return true;
    }

    /** Ends the session in favour of a newcomer's, unless it has logged in meanwhile. */
    public synchronized void displace() {
        if (!closed && !memory.loggedIn) {
            publish(PrinterEvent.Kind.OVERLOADED, "DISPLACED", 0);
            reply(421, "Too many connections have not logged in: a newer one takes this one's place.");
            close("DISPLACED");
        }
    }

    /** Ends the session for the service's sake. */
    public synchronized void shutDown() {
        if (!closed) {
            if (!memory.loggedIn) {
                publish(PrinterEvent.Kind.REFUSED, "SHUT_DOWN", 0);
            }
            reply(421, "The printer is shutting down.");
            close("SHUT_DOWN");
        }
    }

    /**
     * Looks at the time-outs.
     *
     * @param now {@link System#nanoTime()}
     */
    public synchronized void tick(long now) {
        if (closed || busy) {
            return;
        }
        boolean noLogin = !memory.loggedIn && now - openedAt >= LOGIN_DEADLINE.toNanos();
        boolean idle = now - lastCommand >= context.settings().idleTimeout().toNanos();
        if (noLogin || idle) {
            String code = noLogin ? "LOGIN" : "IDLE";
            publish(PrinterEvent.Kind.TIMED_OUT, code, 0);
            reply(421, "Timeout.");
            close(code);
        }
    }

    private void refuse(String code, String text) {
        publish(PrinterEvent.Kind.REFUSED, code, 0);
        reply(500, text);
        close(code);
    }

    void reply(int code, String text) {
        reply(new Reply(code, text));
    }

    void reply(Reply reply) {
        if (!closed) {
            wire.send(reply);
        }
    }

    void close(String code) {
        finish(code);
        wire.close();
    }

    private void finish(String code) {
        if (closed) {
            return;
        }
        closed = true;
        pending.clear();
        abortRunning();
        tellUnmetLink();
        dropLink();
        tellEnd(code);
        if (!busy) {
            tellOver();
        }
    }

    /** A client that asked for a data port and goes without having dialled it perhaps cannot. */
    private void tellUnmetLink() {
        if (memory.link.filter(DataLink::isWaiting).isPresent()) {
            publish(PrinterEvent.Kind.LOST, "NO_DATA_CONNECTION", 0);
        }
    }

    /** Every connection that began leaves a word of how it ended. */
    private void tellEnd(String code) {
        if (memory.loggedIn) {
            context.loggedIn().leave(this);
            publish(PrinterEvent.Kind.DISCONNECTED, code, 0);
        } else if (!told) {
            publish(PrinterEvent.Kind.LOST, code.equals("QUIT") ? "QUIT_BEFORE_LOGIN" : "EOF_BEFORE_LOGIN", 0);
        }
    }

    private void tellOver() {
        if (!over) {
            over = true;
            context.onOver().accept(this);
        }
    }

    /** Closes the data port that waits, if any. */
    void dropLink() {
        memory.link.ifPresent(DataLink::close);
        memory.link = Optional.empty();
    }

    void publish(PrinterEvent.Kind kind, String code, long bytes) {
        told = true;
        context.publish(kind, local.getPort(), peer, code, bytes);
    }

    SessionContext context() {
        return context;
    }

    InetSocketAddress peer() {
        return peer;
    }

    InetSocketAddress local() {
        return local;
    }

    /** Whether nobody is there any more to be answered. */
    boolean isClosed() {
        return closed;
    }
}
