package org.printfarm.ftp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.ftp.data.DataAcceptor;
import org.printfarm.ftp.data.PassivePorts;
import org.printfarm.ftp.data.TransferSlots;
import org.printfarm.ftp.data.WorkPool;
import org.printfarm.ftp.protocol.LineDecoder;
import org.printfarm.ftp.protocol.Reply;
import org.printfarm.ftp.sdcard.SdCardView;

/** Time-outs, at times of the test's own. */
class FtpSessionTest {

    private final RecordingContext context = new RecordingContext(TestPrinters.next());
    private final WorkPool pool = new WorkPool();
    private final List<Integer> replies = new ArrayList<>();
    private final FtpSettings settings = FtpSettings.read(TestSettings.defaults());
    private final LoggedIn loggedIn = new LoggedIn(2);
    private int closes;
    private int overs;
    private final FtpSession session = newSession();

    private FtpSession newSession() {
        return newSession("127.0.0.1");
    }

    private FtpSession newSession(String peer) {
        SessionContext sessionContext = new SessionContext(
                context,
                settings,
                new SdCardView(InstantSource.system(), context.intake().card()),
                new PassivePorts(settings.passivePorts()),
                new TransferSlots(1).forPrinter(1),
                new TransferSlots(1).forPrinter(1),
                loggedIn,
                pool.newLane(),
                new DataAcceptor(1, () -> {}),
                ended -> overs++);
        ControlWire wire = new ControlWire() {
            @Override
            public void send(Reply reply) {
                replies.add(reply.code());
            }

            @Override
            public void loggedIn() {
                // Nobody waits here.
            }

            @Override
            public void close() {
                closes++;
            }
        };
        return new FtpSession(
                sessionContext,
                wire,
                new InetSocketAddress(Loopback.of(peer), 4711),
                new InetSocketAddress(Loopback.of("127.0.0.1"), 990));
    }

    @AfterEach
    void close() {
        pool.close();
        context.close();
    }

    private void line(String text) {
        session.onLine(new LineDecoder.Result.Line(text));
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    @Test
    void aClientThatDoesNotLogInWithinAMinuteIsSentAwayHoweverBusyItIs() {
        session.begin();
        session.tick(in(Duration.ofSeconds(50)));
        line("FEAT");
        assertThat(closes).isZero();
        session.tick(in(Duration.ofSeconds(61)));
        assertThat(replies).containsExactly(220, 211, 421);
        assertThat(closes).isEqualTo(1);
        assertThat(overs).isEqualTo(1);
        assertThat(context.codes(Kind.TIMED_OUT)).containsExactly("LOGIN");
    }

    @Test
    void aLoggedInClientMayBeIdleForFiveMinutes() {
        session.begin();
        line("USER bblp");
        line("PASS " + TestPrinters.ACCESS_CODE);
        session.tick(in(Duration.ofSeconds(295)));
        assertThat(closes).isZero();
        session.tick(in(Duration.ofSeconds(301)));
        assertThat(replies).containsExactly(220, 331, 230, 421);
        assertThat(context.codes(Kind.TIMED_OUT)).containsExactly("IDLE");
        assertThat(context.codes(Kind.DISCONNECTED)).containsExactly("IDLE");
    }

    private FtpSession loggedIn(String peer) {
        FtpSession other = newSession(peer);
        other.onLine(new LineDecoder.Result.Line("USER bblp"));
        other.onLine(new LineDecoder.Result.Line("PASS " + TestPrinters.ACCESS_CODE));
        return other;
    }

    @Test
    void aNewcomerTakesThePlaceOfTheOldestOfItsAddressThatIsIdle() {
        FtpSession first = loggedIn("127.0.0.1");
        FtpSession second = loggedIn("127.0.0.1");
        loggedIn("127.0.0.2");
        assertThat(loggedIn.enter(session, in(Duration.ofSeconds(29)))).isFalse();
        assertThat(loggedIn.enter(session, in(Duration.ofSeconds(31)))).isTrue();
        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
        assertThat(replies).endsWith(230, 421);
        assertThat(context.codes(Kind.DISCONNECTED)).containsExactly("DISPLACED");
    }

    @Test
    void aSessionAtWorkKeepsItsPlaceHoweverLongItTakes() {
        FtpSession first = loggedIn("127.0.0.1");
        FtpSession second = loggedIn("127.0.0.1");
        first.commands.beginSlow();
        assertThat(loggedIn.enter(session, in(Duration.ofMinutes(4)))).isTrue();
        assertThat(first.isClosed()).isFalse();
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void whoIsTooManyIsToldSoInsteadOf230() {
        loggedIn("127.0.0.1");
        loggedIn("127.0.0.1");
        loggedIn("127.0.0.1");
        assertThat(replies).containsExactly(331, 230, 331, 230, 331, 421);
        assertThat(context.codes(Kind.OVERLOADED)).containsExactly("SESSIONS_OF_PEER");
        assertThat(context.codes(Kind.LOST)).isEmpty();
    }

    @Test
    void onlyWhoHasNotLoggedInIsDisplacedByStrangers() {
        FtpSession in = loggedIn("127.0.0.1");
        in.displace();
        session.displace();
        assertThat(in.isClosed()).isFalse();
        assertThat(session.isClosed()).isTrue();
        assertThat(context.codes(Kind.OVERLOADED)).containsExactly("DISPLACED");
    }

    @Test
    void aSessionThatEndsBeforeItsLoginLeavesOneEventOfItsEnd() {
        session.onEndOfInput();
        session.onClosed();
        newSession().onClosed();
        FtpSession quits = newSession();
        quits.onLine(new LineDecoder.Result.Line("QUIT"));
        quits.onClosed();
        FtpSession fails = newSession();
        fails.onLine(new LineDecoder.Result.Line("USER bblp"));
        fails.onLine(new LineDecoder.Result.Line("PASS wrong"));
        fails.onClosed();
        assertThat(context.codes(Kind.LOST))
                .containsExactly("EOF_BEFORE_LOGIN", "EOF_BEFORE_LOGIN", "QUIT_BEFORE_LOGIN");
        assertThat(context.codes(Kind.LOGIN_FAILED)).hasSize(1);
    }

    @Test
    void aSessionEndsOnceHoweverOftenItIsEnded() {
        session.begin();
        line("QUIT");
        session.onEndOfInput();
        session.onClosed();
        session.shutDown();
        line("NOOP");
        assertThat(replies).containsExactly(220, 221);
        assertThat(overs).isEqualTo(1);
    }
}
