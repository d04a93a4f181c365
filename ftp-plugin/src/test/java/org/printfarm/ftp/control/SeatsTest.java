package org.printfarm.ftp.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.ftp.control.Seats.Seat;
import org.printfarm.ftp.control.Seats.Verdict;

/** The limits at their real sizes, without a socket, at times of the test's own. */
class SeatsTest {

    private static final InetAddress GREEDY = Loopback.of("127.0.1.1");
    private static final InetAddress OTHER = Loopback.of("127.0.1.2");
    private static final String PRINTER = "bay-1";

    private final Seats<Integer> seats = new Seats<>();
    private final List<Seat<Integer>> in = new ArrayList<>();
    private int number;
    private long now;

    private Verdict<Integer> enter(InetAddress peer, Object printer) {
        Seat<Integer> seat = new Seat<>(number++, peer, printer);
        Verdict<Integer> verdict = seats.enter(seat, now);
        if (verdict instanceof Verdict.Enter<Integer>) {
            in.add(seat);
        }
        return verdict;
    }

    private void fill(InetAddress peer, Object printer, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(enter(peer, printer)).isEqualTo(new Verdict.Enter<Integer>(Optional.empty()));
        }
    }

    /** So many that have logged in, each at another printer so that no other limit is met. */
    private void fillLoggedIn(InetAddress peer, int count) {
        for (int i = 0; i < count; i++) {
            fill(peer, "printer " + i, 1);
            seats.loggedIn(in.get(in.size() - 1));
        }
    }

    private static Verdict<Integer> displacing(int leaver) {
        return new Verdict.Enter<>(Optional.of(leaver));
    }

    private void secondsPass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void theOldestThatHasNotLoggedInMakesRoomForTheNext() {
        fill(GREEDY, PRINTER, Seats.MAX_BEFORE_LOGIN);
        seats.loggedIn(in.get(0));
        fill(GREEDY, PRINTER, 1);
        assertThat(enter(GREEDY, PRINTER)).isEqualTo(displacing(1));
        assertThat(enter(GREEDY, PRINTER)).isEqualTo(displacing(2));
    }

    @Test
    void aGreedyAddressTakesNothingFromOthersAndNotFromItsOtherPrinters() {
        fill(GREEDY, PRINTER, Seats.MAX_BEFORE_LOGIN);
        fill(OTHER, PRINTER, Seats.MAX_BEFORE_LOGIN);
        fill(GREEDY, "bay-2", Seats.MAX_BEFORE_LOGIN);
        assertThat(enter(GREEDY, PRINTER)).isEqualTo(displacing(0));
    }

    @Test
    void whoLeavesMakesRoomAndNobodyIsDisplaced() {
        fill(GREEDY, PRINTER, Seats.MAX_BEFORE_LOGIN);
        seats.leave(in.get(3));
        fill(GREEDY, PRINTER, 1);
    }

    @Test
    void tenHandshakesASecondAreSpentOnAnAddressOverItsLimitAndNoMore() {
        fill(GREEDY, PRINTER, Seats.MAX_BEFORE_LOGIN);
        for (int i = 0; i < Seats.MAX_HANDSHAKES_OVER_LIMIT; i++) {
            assertThat(enter(GREEDY, PRINTER)).isInstanceOf(Verdict.Enter.class);
        }
        assertThat(enter(GREEDY, PRINTER)).isEqualTo(new Verdict.Close<Integer>("BEFORE_LOGIN"));
        fill(OTHER, PRINTER, Seats.MAX_BEFORE_LOGIN);
        assertThat(enter(OTHER, PRINTER)).isInstanceOf(Verdict.Enter.class);
        secondsPass(1);
        assertThat(enter(GREEDY, PRINTER)).isInstanceOf(Verdict.Enter.class);
    }

    @Test
    void anAddressWithAllItsSessionsLoggedInIsTurnedAwayWithAWord() {
        fillLoggedIn(GREEDY, Seats.MAX_SESSIONS_OF_PEER);
        assertThat(enter(GREEDY, PRINTER)).isEqualTo(new Verdict.TurnAway<Integer>("SESSIONS_OF_PEER"));
        assertThat(enter(OTHER, PRINTER)).isEqualTo(new Verdict.Enter<Integer>(Optional.empty()));
        seats.leave(in.get(7));
        assertThat(enter(GREEDY, PRINTER)).isEqualTo(new Verdict.Enter<Integer>(Optional.empty()));
    }

    @Test
    void aFullFarmDisplacesWhoHasNotLoggedInAndNobodyElse() {
        int peers = Seats.MAX_SESSIONS / Seats.MAX_SESSIONS_OF_PEER;
        for (int peer = 1; peer < peers; peer++) {
            fillLoggedIn(Loopback.of("127.0.2." + peer), Seats.MAX_SESSIONS_OF_PEER);
        }
        fillLoggedIn(GREEDY, Seats.MAX_SESSIONS_OF_PEER - 1);
        fill(GREEDY, PRINTER, 1);
        int waiting = number - 1;
        assertThat(in).hasSize(Seats.MAX_SESSIONS);
        assertThat(enter(OTHER, PRINTER)).isEqualTo(displacing(waiting));
        seats.leave(in.get(waiting));
        seats.loggedIn(in.get(in.size() - 1));
        assertThat(enter(OTHER, PRINTER)).isEqualTo(new Verdict.TurnAway<Integer>("SESSIONS"));
    }
}
