package org.printfarm.mqtt.session;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.printfarm.api.Registration;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.PrinterContext;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.settings.Secret;

/**
 * One printer as its clients meet it: lets them in, notes what they subscribe, has their requests answered, and pushes the
 * status. Made and closed on any thread; everything else runs on the printer's loop.
 */
public final class PrinterBroker implements AutoCloseable {

    private final PrinterContext context;
    private final SessionRules rules;
    private final ScheduledExecutorService loop;
    private final BrokerEvents events;
    private final StatusFeed board;
    private final StatusPush push;
    private final RequestAnswers answers;
    private final SessionRegistry sessions = new SessionRegistry();
    private final PushTimer ticks;
    private final Registration changes;
    private volatile boolean closed;

    /**
     * Opens the broker.
     *
     * @param context what the host gives for this printer
     * @param rules its limits
     * @param loop the one thread that all of this printer's sessions run on
     * @param worker for what may block
     */
    public PrinterBroker(PrinterContext context, SessionRules rules, ScheduledExecutorService loop, Executor worker) {
        this.context = context;
        this.rules = rules;
        this.loop = loop;
        this.events = new BrokerEvents(context, rules.port());
        Panel panel = new Panel(context.printer(), context.memory());
        this.board = new StatusFeed(context.state(), panel::write);
        this.push = new StatusPush(board, context.intake());
        this.answers = new RequestAnswers(this, context, board, panel, worker);
        Runnable toAll = () -> push.toAll(sessions.sessions());
        this.ticks = new PushTimer(loop, rules.pushInterval(), toAll, events::statusFailed);
        this.changes = context.state().onChange(status -> {
            board.announced();
            onLoop(() -> changed(status));
        });
    }

    /**
     * The limits of this printer's sessions.
     *
     * @return the same at every call
     */
    public SessionRules rules() {
        return rules;
    }

    /**
     * Whether a connection is the host's own look at the port. Any thread.
     *
     * @param peer where it comes from
     * @return whether to close it without a word
     */
    public boolean isOwnProbe(InetSocketAddress peer) {
        return context.isOwnProbe(peer);
    }

    /**
     * Whether this host may answer at this instant. Any thread.
     *
     * @return false when the connection is to be closed without a word
     */
    public boolean mayAnswer() {
        return context.mayAnswer();
    }

    /**
     * Decides whether a user may log in.
     *
     * @param peer who asks
     * @param user the name sent, empty when there was none
     * @param code the code sent, empty when there was none
     * @return the host's decision; unless it is accepted, the event was published
     */
    public Authenticator.Decision judge(InetSocketAddress peer, String user, String code) {
        Authenticator.Decision decision = context.logins().check(peer.getAddress(), user, code);
        if (decision != Authenticator.Decision.ACCEPTED) {
            events.publish(Kind.LOGIN_FAILED, peer, decision.name(), 0);
        }
        return decision;
    }

    /**
     * Lets a client in. A session with the same client id ends.
     *
     * @param client the other side
     * @param clientId not empty
     * @param clean true when nothing of an earlier session is to be kept
     * @param code the code it logged in with
     * @return the session, and whether an earlier one goes on in it
     */
    public Entry enter(Client client, String clientId, boolean clean, Secret code) {
        Optional<Subscriptions> known = sessions.recall(clientId, clean);
        Subscriptions subscriptions = known.orElseGet(
                () -> new Subscriptions(context.printer().identity().serial()));
        Session session = new Session(client, clientId, clean, code, subscriptions);
        sessions.enter(session).ifPresent(before -> {
            events.ended(before, EndReason.TAKEN_OVER);
            before.client().end(EndReason.TAKEN_OVER);
        });
        events.publish(Kind.CONNECTED, client.peer(), known.isPresent() ? "RESUMED" : "ACCEPTED", 0);
        ticks.start();
        return new Entry(session, known.isPresent());
    }

    /**
     * A session and its past.
     *
     * @param session the new session
     * @param resumed true when it goes on with the subscriptions of an earlier one
     */
    public record Entry(Session session, boolean resumed) {}

    /**
     * The client is gone.
     *
     * @param session its session; may have been taken over or ended before
     * @param reason why
     */
    public void leave(Session session, EndReason reason) {
        if (sessions.leave(session)) {
            events.ended(session, reason);
            stopTicksIfEmpty();
        }
    }

    /**
     * Sends a full status to one client: after SUBACK, and when it asks.
     *
     * @param session whose
     */
    public void pushNow(Session session) {
        if (session.isWatching()) {
            push.to(List.of(session), board.now());
        }
    }

    /**
     * The client published something.
     *
     * @param session whose
     * @param topic where; other topics than a request topic carry nothing
     * @param payload what
     */
    public void received(Session session, String topic, byte[] payload) {
        SerialTopics.serialOfRequest(topic).ifPresent(serial -> {
            session.uses(serial);
            answers.answer(session, serial, payload);
        });
    }

    /**
     * What the host is told of them.
     *
     * @return the same at every call
     */
    public BrokerEvents events() {
        return events;
    }

    /** Ends all sessions and all that would call back. Returns at once; the sessions end on the loop. */
    @Override
    public void close() {
        closed = true;
        changes.close();
        onLoop(() -> {
            for (Session session : sessions.clear()) {
                events.ended(session, EndReason.SHUT_DOWN);
                session.client().end(EndReason.SHUT_DOWN);
            }
            stopTicksIfEmpty();
        });
    }

    /**
     * Whether the service was stopped. Any thread.
     *
     * @return true from {@link #close} on
     */
    public boolean isClosed() {
        return closed;
    }

    void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closed) {
            // The loop ends with the plugin: there is no client left to tell.
            return;
        }
    }

    void answerAll(String serial, byte[] answer) {
        sessions.sessions().forEach(session -> session.answer(serial, answer));
    }

    void pushChanges() {
        for (Optional<byte[]> next = board.nextChange(); next.isPresent(); next = board.nextChange()) {
            push.to(sessions.sessions(), next.get());
        }
    }

    void pushSettings() {
        board.settingsChanged();
        push.to(sessions.sessions(), board.now());
    }

    private void changed(PrintStatus status) {
        board.arrived();
        events.printFailed(status);
        if (sessions.sessions().isEmpty()) {
            return;
        }
        board.changed(status);
        pushChanges();
    }

    private void stopTicksIfEmpty() {
        if (sessions.sessions().isEmpty()) {
            ticks.stop();
            board.nobodyLooks();
        }
    }
}
