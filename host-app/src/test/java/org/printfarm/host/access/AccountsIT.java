package org.printfarm.host.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.postgres.RecordKind;

/** Users, keys and sessions in the farm's record. */
@ParameterizedClass
@EnumSource(RecordKind.class)
final class AccountsIT {

    private static final Secret PASSWORD = Secret.of("correct horse");
    private static final Scope BAY_1 = new Scope(List.of("bay-1"));
    private static final InetAddress PEER = Loopback.next();

    @Parameter
    private RecordKind kind = RecordKind.SQLITE;

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private JobRepository repository;
    private AccountStore store;
    private Accounts accounts;
    private SignIn signIn;

    @BeforeEach
    void open() throws IOException {
        repository = JobRepository.open(kind.in(folder), clock);
        store = repository.accounts();
        accounts = new Accounts(store, clock);
        signIn = new SignIn(store, clock);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void aUserSignsInAndIsWhatHeWasMade() throws Exception {
        accounts.add("anna", Role.OPERATOR, BAY_1, PASSWORD);
        Caller anna = signIn.byPassword(PEER, "anna", PASSWORD).caller().orElseThrow();
        assertThat(anna).isEqualTo(new Caller("anna", Caller.Way.SESSION, Role.OPERATOR, BAY_1));
        assertThat(signIn.byPassword(PEER, "anna", Secret.of("correct hors")).caller())
                .isEmpty();
        assertThat(signIn.byPassword(PEER, "Anna", PASSWORD).caller()).isEmpty();
        assertThat(signIn.byPassword(PEER, "owner", PASSWORD).caller()).isEmpty();
        assertThat(signIn.byPassword(PEER, "x'; DROP TABLE account", PASSWORD).blocked())
                .isFalse();
    }

    @Test
    void guessesAreLimitedForThePeerWhateverNamesItTriesAndRightOnesOfOthersAreNot() throws Exception {
        accounts.add("anna", Role.VIEWER, Scope.WHOLE, PASSWORD);
        for (int i = 0; i < 5; i++) {
            assertThat(signIn.byPassword(PEER, "user" + i, PASSWORD))
                    .isEqualTo(new SignIn.Outcome(Optional.empty(), false));
        }
        assertThat(signIn.byPassword(PEER, "anna", PASSWORD).blocked()).isTrue();
        assertThat(signIn.byPassword(Loopback.next(), "anna", PASSWORD).caller())
                .isPresent();
        InetAddress one = InetAddress.getByName("2001:db8::1");
        for (int i = 0; i < 5; i++) {
            signIn.byPassword(one, "anna", Secret.of("guess number " + i));
        }
        assertThat(signIn.byPassword(InetAddress.getByName("2001:db8::2"), "anna", PASSWORD)
                        .blocked())
                .as("an address of the same network")
                .isTrue();
    }

    @Test
    void aSessionEndsWhenItIsIdleWhenItIsOldAndWhenTheUserIsChanged() throws Exception {
        accounts.add("anna", Role.OPERATOR, Scope.WHOLE, PASSWORD);
        Caller anna = signIn.byPassword(PEER, "anna", PASSWORD).caller().orElseThrow();
        Secret idle = signIn.begin(anna);
        Secret used = signIn.begin(anna);
        clock.pass(SignIn.IDLE.minusMinutes(1));
        assertThat(signIn.bySession(used)).contains(anna);
        clock.pass(Duration.ofMinutes(1));
        assertThat(signIn.bySession(idle)).isEmpty();
        for (Duration passed = SignIn.IDLE; passed.compareTo(SignIn.LONGEST) < 0; passed = passed.plusHours(6)) {
            assertThat(signIn.bySession(used)).as("after " + passed).contains(anna);
            clock.pass(Duration.ofHours(6));
        }
        assertThat(signIn.bySession(used)).isEmpty();

        Secret fresh = signIn.begin(anna);
        Secret owners = signIn.begin(Caller.OWNER);
        accounts.changePassword("anna", Secret.of("another password"));
        assertThat(signIn.bySession(fresh)).isEmpty();
        Secret again = signIn.begin(anna);
        accounts.change("anna", Role.VIEWER, BAY_1);
        assertThat(signIn.bySession(again)).isEmpty();
        assertThat(signIn.bySession(owners).orElseThrow().role()).isEqualTo(Role.ADMIN);
        signIn.end(owners);
        assertThat(signIn.bySession(owners)).isEmpty();
        assertThat(signIn.bySession(Secret.of(""))).isEmpty();
    }

    @Test
    void ofTooManySessionsTheLongestUnseenGo() throws Exception {
        Instant now = clock.instant();
        for (int i = 0; i < 4; i++) {
            store.begin(
                    new OpenSession("h" + i, Optional.empty(), now.plusSeconds(i), now.plusSeconds(60)), now, now, 3);
        }
        assertThat(store.session("h0")).isEmpty();
        assertThat(store.session("h1")).isPresent();
        assertThat(store.session("h3")).isPresent();
    }

    @Test
    void aKeyOpensUntilItExpiresOrIsRevokedAndSaysWhenItWasUsed() throws Exception {
        Accounts.Made made = accounts.makeKey(
                "script", Role.SUBMITTER, BAY_1, Optional.of(clock.instant().plus(Duration.ofDays(1))));
        String clearText = made.clearText().revealClearText();
        assertThat(clearText).matches("pfk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
        assertThat(signIn.byKey(made.clearText()))
                .contains(new Caller("script", Caller.Way.KEY, Role.SUBMITTER, BAY_1));
        assertThat(store.key(made.key().id()).orElseThrow().lastUsed()).contains(clock.instant());
        for (String wrong : List.of("", "pfk_", clearText + "x", clearText.substring(1), clearText.replace('_', '-'))) {
            assertThat(signIn.byKey(Secret.of(wrong))).as(wrong).isEmpty();
        }
        Accounts.Made other = accounts.makeKey("other", Role.KIOSK, Scope.WHOLE, Optional.empty());
        clock.pass(Duration.ofDays(1));
        assertThat(signIn.byKey(made.clearText())).isEmpty();
        assertThat(signIn.byKey(other.clearText())).isPresent();
        accounts.revoke(other.key().id());
        assertThat(signIn.byKey(other.clearText())).isEmpty();
        assertThatThrownBy(() -> accounts.revoke(other.key().id()))
                .isInstanceOfSatisfying(
                        AccessException.class, e -> assertThat(e.isAbsent()).isTrue());
    }

    @Test
    void whatCannotBeMeantIsToldAndChangesNothing() throws Exception {
        accounts.add("anna", Role.VIEWER, Scope.WHOLE, PASSWORD);
        for (String name : List.of("", "owner", "Owner", "a b", "a\nb", "x".repeat(65), "-a")) {
            assertThatThrownBy(() -> accounts.add(name, Role.VIEWER, Scope.WHOLE, PASSWORD))
                    .as(name)
                    .isInstanceOf(AccessException.class);
        }
        assertThatThrownBy(() -> accounts.add("anna", Role.ADMIN, Scope.WHOLE, PASSWORD))
                .hasMessageContaining("there is a user");
        assertThatThrownBy(() -> accounts.add("ben", Role.KIOSK, Scope.WHOLE, PASSWORD))
                .hasMessageContaining("kiosk");
        assertThatThrownBy(() -> accounts.add("ben", Role.ADMIN, BAY_1, PASSWORD))
                .hasMessageContaining("whole farm");
        assertThatThrownBy(() -> accounts.add("ben", Role.VIEWER, BAY_1, Secret.of("short")))
                .hasMessageContaining("10 to 1024");
        assertThatThrownBy(() -> accounts.makeKey("k", Role.VIEWER, BAY_1, Optional.of(clock.instant())))
                .hasMessageContaining("past");
        assertThatThrownBy(() -> accounts.remove("ben")).isInstanceOf(AccessException.class);
        assertThat(store.accounts()).extracting(Account::name).containsExactly("anna");
        assertThat(store.accounts().get(0).role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void theTrailIsPagedAndForgetsWhatIsOldAndRefusalsFillNothing() throws Exception {
        AuditStore audit = repository.audit();
        Trail trail = new StoredTrail(audit, clock);
        Caller eve = new Caller("eve", Caller.Way.KEY, Role.VIEWER, Scope.WHOLE);
        for (int i = 0; i < 50; i++) {
            trail.note(eve, "deleteJob", Integer.toString(i), "FORBIDDEN");
        }
        trail.note(Caller.OWNER, "deleteJob", "7", Trail.DONE);
        trail.note(Caller.OWNER, "deleteJob", "8", Trail.DONE);
        List<AuditEntry> all = audit.page(Optional.empty(), Optional.empty(), Optional.empty(), 10);
        assertThat(all).extracting(AuditEntry::target).containsExactly("0", "7", "8");
        assertThat(audit.page(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(all.get(2).id()),
                        1))
                .containsExactly(all.get(1));
        assertThat(audit.page(Optional.of("eve"), Optional.empty(), Optional.empty(), 10))
                .containsExactly(all.get(0));
        assertThat(audit.page(Optional.empty(), Optional.of(clock.instant().plusMillis(1)), Optional.empty(), 10))
                .isEmpty();
        audit.forget(clock.instant(), 2, 10);
        assertThat(audit.page(Optional.empty(), Optional.empty(), Optional.empty(), 10))
                .containsExactly(all.get(1), all.get(2));
        clock.pass(StoredTrail.KEPT.plusDays(1));
        new StoredTrail(audit, clock).note(eve, "deleteJob", "9", "FORBIDDEN");
        assertThat(audit.page(Optional.empty(), Optional.empty(), Optional.empty(), 10))
                .extracting(AuditEntry::target)
                .containsExactly("9");
    }

    /** Whoever reads the disk learns neither a password nor a key nor a session's id, and nor does who reads texts. */
    @Test
    void noSecretIsKeptOrToldInClear() throws Exception {
        Account anna = accounts.add("anna", Role.ADMIN, Scope.WHOLE, PASSWORD);
        Accounts.Made made = accounts.makeKey("script", Role.VIEWER, Scope.WHOLE, Optional.empty());
        Secret session =
                signIn.begin(signIn.byPassword(PEER, "anna", PASSWORD).caller().orElseThrow());
        List<String> secrets = List.of(
                PASSWORD.revealClearText(),
                made.clearText().revealClearText().substring(13),
                session.revealClearText());
        String told = anna + " " + made + " " + store.key(made.key().id())
                + store.session(RandomToken.hash(session.revealClearText()));
        assertThat(told)
                .doesNotContain(secrets)
                .doesNotContain("argon2")
                .doesNotContain(made.key().hash());
        repository.close();
        for (String file : List.of("jobs.db", "jobs.db-wal")) {
            Path path = folder.resolve("inbox").resolve(file);
            if (Files.exists(path)) {
                assertThat(Files.readString(path, StandardCharsets.ISO_8859_1)).doesNotContain(secrets);
            }
        }
    }

    /** Stands still until it is moved. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-28T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
