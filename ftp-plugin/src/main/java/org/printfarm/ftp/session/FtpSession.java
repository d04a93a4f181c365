package org.printfarm.ftp.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ftp.data.DataLink;
import org.printfarm.ftp.protocol.CommandLine;
import org.printfarm.ftp.protocol.LineDecoder;
import org.printfarm.ftp.protocol.Reply;

/**
 * One control connection, from the greeting to its end. Its {@link CommandQueue} has the commands. Any thread; never blocks.
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

    private final SessionContext context;
    private final ControlWire wire;
    private final InetSocketAddress peer;
    private final InetSocketAddress local;
    private final long openedAt = System.nanoTime();
    private long lastCommand = openedAt;
    private boolean closed;
    private boolean over;
    private boolean told;

    /** What has come and is not answered. */
    final CommandQueue commands = new CommandQueue(this);

    /** What the commands remember. */
    final Conversation memory = new Conversation();

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
        touch();
        if (!commands.add(command)) {
            refuse("TOO_MANY_COMMANDS", "Too many commands at once.");
        }
    }

    /** The client is there and waits for nothing. */
    void touch() {
        lastCommand = System.nanoTime();
    }

    /** The client will send no more: what it asked for is still answered, then the connection ends. */
    public synchronized void onEndOfInput() {
        commands.end();
    }

    /** The connection is gone. */
    public synchronized void onClosed() {
        finish("LOST");
    }

    /** The code was right and there is room. */
    void logIn() {
        memory.who = memory.who.in();
        wire.loggedIn();
        publish(PrinterEvent.Kind.CONNECTED, "LOGGED_IN", 0);
    }

    /** Ends the session, which is logged in, in favour of a newcomer's; false when it is at work or was lately. */
    synchronized boolean makeRoom(long now) {
        if (closed || commands.isBusy() || now - lastCommand < LoggedIn.IDLE.toNanos()) {
            return false;
        }
        reply(421, "A newer connection of your address takes this idle one's place.");
        close("DISPLACED");
        return true;
    }

    /** Ends the session in favour of a newcomer's, unless it has logged in meanwhile. */
    public synchronized void displace() {
        if (!closed && !memory.isLoggedIn()) {
            publish(PrinterEvent.Kind.OVERLOADED, "DISPLACED", 0);
            reply(421, "Too many connections have not logged in: a newer one takes this one's place.");
            close("DISPLACED");
        }
    }

    /** Ends the session for the service's sake. */
    public synchronized void shutDown() {
        if (!closed) {
            if (!memory.isLoggedIn()) {
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
        if (closed || commands.isBusy()) {
            return;
        }
        boolean noLogin = !memory.isLoggedIn() && now - openedAt >= LOGIN_DEADLINE.toNanos();
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
        commands.clear();
        tellUnmetLink();
        dropLink();
        tellEnd(code);
        if (!commands.isBusy()) {
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
        if (memory.isLoggedIn()) {
            context.loggedIn().leave(this);
            publish(PrinterEvent.Kind.DISCONNECTED, code, 0);
        } else if (!told) {
            publish(PrinterEvent.Kind.LOST, code.equals("QUIT") ? "QUIT_BEFORE_LOGIN" : "EOF_BEFORE_LOGIN", 0);
        }
    }

    /** Nothing of it is under way any more; told once. */
    void tellOver() {
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
