package org.printfarm.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.host.event.EventCounters.Count;

final class EventLogTest {

    private static final long EVENT_BYTES = 58;
    private static final InetAddress PEER = Loopback.of("192.168.1.20");

    private final AtomicLong now = new AtomicLong();
    private final ManualScheduler timer = new ManualScheduler();
    private final LogCapture log = new LogCapture(EventLog.class, Level.INFO);
    private final EventLog own = new EventLog(timer, now::get);
    private final EventCounters counters = new EventCounters();
    private final PeerTimelines timelines = new PeerTimelines();
    private final EventBus events = new EventBus();

    EventLogTest() {
        events.subscribe(own);
        events.subscribe(counters);
        events.subscribe(timelines);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void aFinishedExchangeIsOneLineWithFixedKeys() {
        events.sink("bay-1", "bind").accept(event(Kind.DETECTED, PEER, "OK"));
        events.sink("bay-2", "mqtt").accept(event(Kind.LOGIN_FAILED, PEER, "WRONG_CODE"));

        assertThat(log.lines())
                .containsExactly(
                        "INFO event=detected printer=bay-1 service=bind port=3000 peer=192.168.1.20:51234 code=OK bytes=58",
                        "INFO event=login-failed printer=bay-2 service=mqtt port=3000 peer=192.168.1.20:51234"
                                + " code=WRONG_CODE bytes=58");
    }

    @Test
    void aFaultOfThePluginIsAWarning() {
        events.sink("bay-1", "bind").accept(event(Kind.FAULT, PEER, "HANDLER_ERROR"));

        assertThat(log.lines()).singleElement().asString().startsWith("WARN event=fault");
    }

    @Test
    void theNameOfAPeerIsNeverLookedUpNorPrinted() throws UnknownHostException {
        InetAddress named = InetAddress.getByAddress("evil\nname", new byte[] {10, 0, 0, 1});
        events.sink("bay-1", "bind").accept(event(Kind.DETECTED, named, "OK"));
        events.sink("bay-1", "bind")
                .accept(new PrinterEvent(
                        Kind.DETECTED, "bind", 3000, InetSocketAddress.createUnresolved("evil", 1), "OK", 0));

        assertThat(log.lines().get(0)).contains("peer=10.0.0.1:51234");
        assertThat(log.lines().get(1)).contains("peer=-:1");
    }

    @Test
    void aFloodOfTroubleIsSummedUpOnceASecond() {
        flood(Kind.OVERLOADED, 30_000);
        assertThat(log.lines()).hasSize(EventLog.TROUBLE_LINES_PER_SECOND);
        timer.tick();
        assertThat(log.lines()).hasSize(EventLog.TROUBLE_LINES_PER_SECOND);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        timer.tick();
        timer.tick();
        assertThat(log.lines())
                .hasSize(EventLog.TROUBLE_LINES_PER_SECOND + 1)
                .last()
                .isEqualTo("INFO event=overloaded held-back=29980");

        flood(Kind.OVERLOADED, 1);
        assertThat(log.lines().get(log.lines().size() - 1)).contains("code=LIMIT");
    }

    @Test
    void aFloodOfOneKindDoesNotHideAnother() {
        flood(Kind.REFUSED, 1_000);
        flood(Kind.DETECTED, 50);

        assertThat(log.lines())
                .filteredOn(line -> line.contains("event=detected"))
                .hasSize(50);
    }

    @ParameterizedTest
    @EnumSource(names = {"DETECTED", "DISCOVERED"})
    void onePeerWithoutALoginCannotFillTheLog(Kind kind) {
        flood(kind, 30_000);
        events.sink("bay-1", "bind").accept(event(kind, Loopback.of("192.168.1.21"), "OTHER"));
        assertThat(log.lines()).hasSize(PeerLineBudgets.LINES_PER_MINUTE + 1);
        assertThat(log.lines()).last().asString().contains("code=OTHER");
        timer.tick();
        timer.tick();
        assertThat(log.lines())
                .hasSize(PeerLineBudgets.LINES_PER_MINUTE + 2)
                .last()
                .asString()
                .endsWith(" held-back=29940");
        assertThat(counters.snapshot()).containsExactly(new Count("bay-1", kind, "", 30_001, 30_001 * EVENT_BYTES));

        now.addAndGet(Duration.ofMinutes(1).toNanos());
        flood(kind, 1);
        assertThat(log.lines()).last().asString().contains("code=LIMIT");
    }

    @Test
    void thatNoFileCanBeOpenedIsSaidOnceAMinuteForTheWholeFarmWithTheMend() {
        InetSocketAddress nobody = InetSocketAddress.createUnresolved("-", 0);
        for (int i = 0; i < 100; i++) {
            events.sink("bay-" + i, i % 2 == 0 ? "bind" : "ftp")
                    .accept(new PrinterEvent(
                            Kind.OVERLOADED, i % 2 == 0 ? "bind" : "ftp", 3000, nobody, "TOO_MANY_OPEN_FILES", 0));
        }
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        openFilesEvent(nobody);
        timer.tick();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith(
                        "WARN event=overloaded printer=bay-0 service=bind port=3000 code=TOO_MANY_OPEN_FILES held-back=0")
                .contains("ulimit -n");

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        openFilesEvent(nobody);
        openFilesEvent(nobody);
        assertThat(log.lines()).hasSize(2).last().asString().contains("held-back=100");
        assertThat(counters.snapshot()).contains(new Count("bay-99", Kind.OVERLOADED, "TOO_MANY_OPEN_FILES", 1, 0));
    }

    private void openFilesEvent(InetSocketAddress nobody) {
        events.sink("bay-7", "bind")
                .accept(new PrinterEvent(Kind.OVERLOADED, "bind", 3000, nobody, "TOO_MANY_OPEN_FILES", 0));
    }

    @Test
    void whenTheLogIsOffEventsAreStillCounted() {
        try (LogCapture off = new LogCapture(EventLog.class, Level.OFF)) {
            flood(Kind.DETECTED, 1_000);
            assertThat(off.lines()).isEmpty();
        }
        events.sink("bay-2", "mqtt").accept(event(Kind.CONNECTED, PEER, "OK"));

        assertThat(counters.snapshot())
                .containsExactly(
                        new Count("bay-1", Kind.DETECTED, "", 1_000, 1_000 * EVENT_BYTES),
                        new Count("bay-2", Kind.CONNECTED, "", 1, EVENT_BYTES));
        events.remove("bay-1");
        assertThat(counters.snapshot()).extracting(Count::printer).containsExactly("bay-2");
    }

    @Test
    void reasonsAreToldApartAndAnEndlessNumberOfThemIsNot() {
        for (int i = 0; i < 1_000; i++) {
            events.sink("bay-1", "ftp").accept(event(Kind.UPLOAD_FAILED, PEER, "REASON_" + i));
        }
        long others = 1_000 - EventCounters.MOST;
        assertThat(counters.snapshot())
                .hasSize(EventCounters.MOST + 1)
                .contains(
                        new Count("bay-1", Kind.UPLOAD_FAILED, "REASON_7", 1, EVENT_BYTES),
                        new Count("bay-1", Kind.UPLOAD_FAILED, "OTHER", others, others * EVENT_BYTES));
    }

    @Test
    void aPeersTimelineHoldsItsLastEventsAtEachPrinter() {
        for (int i = 0; i < PeerTimelines.EVENTS + 3; i++) {
            events.sink("bay-1", "bind").accept(event(Kind.DETECTED, PEER, "N" + i));
        }
        for (int i = 0; i < 40; i++) {
            events.sink("bay-" + (i + 2), "ssdp").accept(event(Kind.DISCOVERED, PEER, "OK"));
        }

        assertThat(timelines.of(PEER))
                .hasSize(PeerTimelines.EVENTS + 40)
                .filteredOn(moment -> moment.printer().equals("bay-1"))
                .extracting(moment -> moment.event().code())
                .startsWith("N3")
                .endsWith("N" + (PeerTimelines.EVENTS + 2));
        assertThat(timelines.of(Loopback.of("192.168.1.21"))).isEmpty();
    }

    @Test
    void theLastLoginOfAPeerStaysWhateverItTriesAfterwards() {
        events.sink("bay-1", "mqtt").accept(event(Kind.CONNECTED, PEER, "ACCEPTED"));
        assertThat(timelines.of(PEER)).hasSize(1);
        for (int i = 0; i < 100; i++) {
            events.sink("bay-1", "mqtt").accept(event(Kind.TLS_FAILED, PEER, "UNKNOWN_CA"));
            events.sink("bay-1", "bind").accept(event(Kind.DETECTED, PEER, "OK"));
        }

        assertThat(timelines.of(PEER))
                .hasSize(PeerTimelines.EVENTS + 1)
                .first()
                .extracting(moment -> moment.event().kind())
                .isEqualTo(Kind.CONNECTED);
    }

    @Test
    void whatAPeerRepeatsIsCountedAndPushesNothingOut() {
        events.sink("bay-1", "bind").accept(event(Kind.DETECTED, PEER, "OK"));
        flood(Kind.LOGIN_FAILED, 1_000);

        assertThat(timelines.of(PEER)).hasSize(2).last().satisfies(last -> {
            assertThat(last.event().kind()).isEqualTo(Kind.LOGIN_FAILED);
            assertThat(last.times()).isEqualTo(1_000);
        });
    }

    @Test
    void ofManyPeersThoseThatWereSilentLongestAreForgotten() {
        flood(Kind.DETECTED, 1);
        for (int i = 0; i < PeerTimelines.MAX_TIMELINES; i++) {
            InetAddress other = Loopback.of("10.0." + i / 256 + "." + i % 256);
            events.sink("bay-1", "bind").accept(event(Kind.DETECTED, other, "OK"));
        }

        assertThat(timelines.of(PEER)).isEmpty();
        assertThat(timelines.of(Loopback.of("10.0.0.0"))).hasSize(1);
    }

    @Test
    void closeTellsWhatWasHeldBackAndEndsTheTimer() {
        flood(Kind.REFUSED, 100);
        own.close();

        assertThat(log.lines()).last().isEqualTo("INFO event=refused held-back=80");
        assertThat(timer.isCancelled).isTrue();
    }

    private void flood(Kind kind, int count) {
        for (int i = 0; i < count; i++) {
            events.sink("bay-1", "bind").accept(event(kind, PEER, "LIMIT"));
        }
    }

    private static PrinterEvent event(Kind kind, InetAddress peer, String code) {
        return new PrinterEvent(kind, "bind", 3000, new InetSocketAddress(peer, 51234), code, EVENT_BYTES);
    }

    /** Runs the repeated task when the test says so. */
    private static final class ManualScheduler implements Scheduler {
        private Runnable task = () -> {};
        private boolean isCancelled;

        void tick() {
            task.run();
        }

        @Override
        public Registration after(Duration delay, Runnable once) {
            throw new UnsupportedOperationException("not used");
        }

        @Override
        public Registration every(Duration delay, Duration period, Runnable repeated) {
            task = repeated;
            return () -> isCancelled = true;
        }
    }
}
