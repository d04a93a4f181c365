package org.printfarm.host.event;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened at the printers, one line for each finished exchange.
 *
 * <pre>event=detected printer=bay-1 service=bind port=3000 peer=192.168.1.20:51234 code=OK bytes=58</pre>
 *
 * <p>Lines are INFO, and WARN for {@link Kind#FAULT}. With this class's logger above INFO no text is made at all. Any peer can cause the events in {@link #TROUBLE} as fast as it likes, so of
 * each such kind only {@value #TROUBLE_LINES_PER_SECOND} lines a second are written; what was held back is counted in a line
 * {@code event=refused held-back=1234}, at most one a second. What a peer causes without a login and without a mistake,
 * {@link #ANONYMOUS}, is held to {@link PeerLineBudgets#LINES_PER_MINUTE} lines a minute for each peer. That the process has no file descriptors left is a WARN once a
 * minute ({@link OpenFilesWarning}). Names of peers are never looked up. Any thread.
 */
public final class EventLog implements EventBus.Subscriber, AutoCloseable {

    /** Kinds that a hostile peer can cause without end. */
    static final Set<Kind> TROUBLE = EnumSet.of(
            Kind.REFUSED,
            Kind.OVERLOADED,
            Kind.TIMED_OUT,
            Kind.TLS_FAILED,
            Kind.LOST,
            Kind.LOGIN_FAILED,
            Kind.UPLOAD_FAILED,
            Kind.FAULT);

    /** Kinds that are no trouble, and that any peer can cause all the same. */
    static final Set<Kind> ANONYMOUS = EnumSet.of(Kind.DETECTED, Kind.DISCOVERED);

    static final int TROUBLE_LINES_PER_SECOND = 20;

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Made once: an event's line must not build the word anew. */
    private static final Map<Kind, String> WORDS = words();

    private final Map<Kind, LineBudget> budgets = new EnumMap<>(Kind.class);
    private final Map<Kind, PeerLineBudgets> peerBudgets = new EnumMap<>(Kind.class);
    private final OpenFilesWarning openFiles;
    private final LongSupplier nanoTime;
    private final Registration summary;

    /**
     * Opens the log.
     *
     * @param scheduler writes the counts of what was held back, once a second
     */
    public EventLog(Scheduler scheduler) {
        this(scheduler, System::nanoTime);
    }

    EventLog(Scheduler scheduler, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        TROUBLE.forEach(
                kind -> budgets.put(kind, new LineBudget(TROUBLE_LINES_PER_SECOND, SECOND, nanoTime.getAsLong())));
        ANONYMOUS.forEach(kind -> peerBudgets.put(kind, new PeerLineBudgets()));
        this.openFiles = new OpenFilesWarning(nanoTime.getAsLong());
        this.summary = scheduler.every(SECOND, SECOND, () -> tellHeldBack(nanoTime.getAsLong()));
    }

    @Override
    public void on(FarmEvent event) {
        write(event.printer(), event.service(), event.event());
    }

    /** Writes the last counts of what was held back. May be called twice. */
    @Override
    public void close() {
        summary.close();
        tellHeldBack(nanoTime.getAsLong() + SECOND.toNanos());
    }

    private void write(String printer, String service, PrinterEvent event) {
        if (OpenFilesWarning.isMeant(event)) {
            openFiles.tell(printer, event, nanoTime.getAsLong());
            return;
        }
        boolean isFault = event.kind() == Kind.FAULT;
        if (isFault ? !log.isWarnEnabled() : !log.isInfoEnabled()) {
            return;
        }
        if (!mayWrite(event)) {
            return;
        }
        String line = line(printer, service, event);
        if (isFault) {
            log.warn(line);
        } else {
            log.info(line);
        }
    }

    private boolean mayWrite(PrinterEvent event) {
        LineBudget ofKind = budgets.get(event.kind());
        PeerLineBudgets ofPeers = peerBudgets.get(event.kind());
        return (ofKind == null || ofKind.take(nanoTime.getAsLong()))
                && (ofPeers == null || ofPeers.take(event.peer(), nanoTime.getAsLong()));
    }

    private static String line(String printer, String service, PrinterEvent event) {
        return "event=" + WORDS.get(event.kind()) + " printer=" + printer + " service=" + service + " port="
                + event.port() + " peer=" + peer(event.peer()) + " code=" + event.code() + " bytes=" + event.bytes();
    }

    /** The number, never the name: a name costs a question to a server, and its answer is somebody else's text. */
    private static String peer(InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        return (address == null ? "-" : address.getHostAddress()) + ":" + peer.getPort();
    }

    private void tellHeldBack(long now) {
        budgets.forEach((kind, budget) -> tellHeldBack(kind, budget.takeHeldBack(now)));
        peerBudgets.forEach((kind, budget) -> tellHeldBack(kind, budget.takeHeldBack()));
    }

    private static void tellHeldBack(Kind kind, long count) {
        if (count > 0) {
            log.info("event={} held-back={}", WORDS.get(kind), count);
        }
    }

    private static Map<Kind, String> words() {
        Map<Kind, String> words = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            words.put(kind, kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return words;
    }
}
