package org.printfarm.host.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.printfarm.api.service.Authenticator.Decision.ACCEPTED;
import static org.printfarm.api.service.Authenticator.Decision.BLOCKED;
import static org.printfarm.api.service.Authenticator.Decision.WRONG;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.Authenticator.Decision;
import org.printfarm.api.settings.Secret;

final class AuthenticatorsTest {

    private static final String RIGHT = TestPrinters.ACCESS_CODE;
    private static final String STALE = "00000000";

    private final AtomicLong now = new AtomicLong();
    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);
    private final Authenticators guards =
            new Authenticators(new WrongGuesses(now::get, WrongGuesses.MAX_PAIRS), clock::get);
    private final Printer printer = TestPrinters.next();
    private final Authenticator guard = guards.forPrinter(printer);
    private final InetAddress peer = Loopback.next();

    @Test
    void theRightUserAndCodeAreAccepted() {
        assertThat(attempt(RIGHT)).isEqualTo(ACCEPTED);
    }

    @Test
    void aChangedCodeCountsAtOnceAndTheOneBeforeItUntilItsTime() {
        Secret before = printer.accessCode();
        guards.change(
                printer.id(),
                new LoginCodes(
                        Secret.of("NewCode1"), Optional.of(new LoginCodes.Former(before, Instant.ofEpochSecond(60)))));
        assertThat(attempt("NewCode1")).isEqualTo(ACCEPTED);
        assertThat(attempt(RIGHT)).isEqualTo(ACCEPTED);
        clock.set(Instant.ofEpochSecond(60).minusNanos(1));
        assertThat(attempt(RIGHT)).isEqualTo(ACCEPTED);
        clock.set(Instant.ofEpochSecond(60));
        assertThat(attempt(RIGHT)).isEqualTo(WRONG);
        assertThat(attempt("NewCode1")).isEqualTo(ACCEPTED);
        guards.change(printer.id(), new LoginCodes(Secret.of("NewCode2"), Optional.empty()));
        assertThat(attempt("NewCode1")).isEqualTo(WRONG);
        assertThat(attempt("NewCode2")).isEqualTo(ACCEPTED);
    }

    @Test
    void aWrongUserIsAsWrongAsAWrongCode() {
        assertThat(guard.check(peer, "root", RIGHT)).isEqualTo(WRONG);
        assertThat(guard.check(peer, "", RIGHT)).isEqualTo(WRONG);
        assertThat(guard.check(peer, "BBLP", RIGHT)).isEqualTo(WRONG);
        assertThat(attempt("")).isEqualTo(WRONG);
        assertThat(attempt(RIGHT.toLowerCase(java.util.Locale.ROOT))).isEqualTo(WRONG);
        assertThat(attempt(RIGHT)).isEqualTo(BLOCKED);
        assertThat(guard.check(peer, "root", RIGHT)).isEqualTo(WRONG);
    }

    @Test
    void oneWrongCodeRepeatedEverySecondNeverKeepsTheRightOneOut() {
        for (int second = 0; second < 600; second++) {
            assertThat(attempt(STALE)).isEqualTo(WRONG);
            assertThat(attempt(RIGHT)).isEqualTo(ACCEPTED);
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void fourStaleCodesAtOnceKeepNobodyOutEither() {
        for (int second = 0; second < 600; second++) {
            for (int stale = 0; stale < 4; stale++) {
                assertThat(attempt("OldCode" + stale)).isEqualTo(WRONG);
            }
            assertThat(attempt(RIGHT)).isEqualTo(ACCEPTED);
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void afterFiveDifferentWrongCodesKnownOnesAreWrongAndNoOtherIsLookedAtForTheRestOfTheMinute() {
        useUpTheGuesses();
        assertThat(attempt(STALE)).isEqualTo(BLOCKED);
        assertThat(attempt(RIGHT)).isEqualTo(BLOCKED);
        for (int i = 0; i < 5; i++) {
            assertThat(attempt("Guess" + i)).isEqualTo(WRONG);
        }
        pass(Duration.ofSeconds(60).minusNanos(1));
        assertThat(attempt(RIGHT)).isEqualTo(BLOCKED);
        pass(Duration.ofNanos(1));
        assertThat(attempt(RIGHT)).isEqualTo(ACCEPTED);
    }

    @Test
    void anAcceptedLoginDoesNotWashAwayWrongOnesOfTheSamePeer() {
        for (int i = 0; i < 4; i++) {
            assertThat(attempt("Guess" + i)).isEqualTo(WRONG);
            assertThat(attempt(RIGHT)).isEqualTo(ACCEPTED);
        }
        assertThat(attempt(STALE)).isEqualTo(WRONG);
        assertThat(attempt(RIGHT)).isEqualTo(BLOCKED);
    }

    @Test
    void noMoreThanFiveAreLookedAtInAnySixtySeconds() {
        List<Long> lookedAt = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            if (attempt("Guess" + i) == WRONG) {
                lookedAt.add(now.get());
            }
            pass(Duration.ofMillis(i % 7 * 130 + 1));
        }
        for (int i = 5; i < lookedAt.size(); i++) {
            assertThat(lookedAt.get(i) - lookedAt.get(i - 5))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(60).toNanos());
        }
        assertThat(lookedAt).hasSizeGreaterThan(50);
    }

    @Test
    void repeatingKnownCodesBuysNoFurtherGuess() {
        useUpTheGuesses();
        for (int i = 0; i < 59; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(attempt("Guess" + i % 5)).isEqualTo(WRONG);
            assertThat(attempt("Other" + i)).isEqualTo(BLOCKED);
        }
    }

    @Test
    void otherPeersAndOtherPrintersAreNotAffected() {
        Authenticator other = guards.forPrinter(TestPrinters.next());
        useUpTheGuesses();
        assertThat(attempt(RIGHT)).isEqualTo(BLOCKED);
        assertThat(other.check(peer, Authenticator.USER, RIGHT)).isEqualTo(ACCEPTED);
        assertThat(guard.check(Loopback.next(), Authenticator.USER, RIGHT)).isEqualTo(ACCEPTED);
    }

    @Test
    void allServicesOfAPrinterCountTogetherAlsoWithANewCode() {
        useUpTheGuesses();
        Printer changed = new Printer(
                printer.id(),
                printer.identity(),
                printer.bindAddress(),
                printer.advertisedAddress(),
                Secret.of("NewCode1"));
        assertThat(guards.forPrinter(changed).check(peer, Authenticator.USER, "NewCode1"))
                .isEqualTo(BLOCKED);
    }

    @Test
    void knownWrongCodeThatBecomesThePrintersOwnIsRightAtOnce() {
        attempt("NewCode1");
        useUpTheGuesses();
        Printer changed = new Printer(
                printer.id(),
                printer.identity(),
                printer.bindAddress(),
                printer.advertisedAddress(),
                Secret.of("NewCode1"));
        assertThat(guards.forPrinter(changed).check(peer, Authenticator.USER, "NewCode1"))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void fillingTheStoreWashesNothingAwayAndStillLetsRightCodesIn() {
        WrongGuesses few = new WrongGuesses(now::get, 3);
        Authenticators small = new Authenticators(few, clock::get);
        Authenticator own = small.forPrinter(printer);
        for (int i = 0; i < 5; i++) {
            own.check(peer, Authenticator.USER, "Guess" + i);
        }
        for (int i = 0; i < 100; i++) {
            own.check(Loopback.next(), Authenticator.USER, "Other" + i);
        }
        assertThat(few.pairs()).isEqualTo(3);
        assertThat(own.check(peer, Authenticator.USER, RIGHT)).isEqualTo(BLOCKED);
        assertThat(own.check(Loopback.next(), Authenticator.USER, STALE)).isEqualTo(BLOCKED);
        Authenticator other = small.forPrinter(TestPrinters.next());
        assertThat(other.check(Loopback.next(), Authenticator.USER, RIGHT)).isEqualTo(ACCEPTED);
        assertThat(other.check(Loopback.next(), Authenticator.USER, STALE)).isEqualTo(WRONG);

        pass(WrongGuesses.WINDOW);

        assertThat(own.check(peer, Authenticator.USER, RIGHT)).isEqualTo(ACCEPTED);
        assertThat(own.check(Loopback.next(), Authenticator.USER, STALE)).isEqualTo(WRONG);
        assertThat(few.pairs()).isEqualTo(1);
    }

    @Test
    void manyConnectionsAtOnceGetNoMoreLooksThanOne() throws InterruptedException {
        List<Decision> decisions = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String prefix = "Guess" + i + "-";
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int n = 0; n < 100; n++) {
                    decisions.add(attempt(prefix + n));
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(decisions).hasSize(800).containsOnly(WRONG, BLOCKED);
        assertThat(Collections.frequency(decisions, WRONG)).isEqualTo(5);
    }

    private void useUpTheGuesses() {
        for (int i = 0; i < 5; i++) {
            attempt("Guess" + i);
        }
    }

    private Decision attempt(String code) {
        return guard.check(peer, Authenticator.USER, code);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
