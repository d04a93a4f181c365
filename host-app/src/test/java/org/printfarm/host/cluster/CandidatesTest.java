package org.printfarm.host.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.printfarm.host.job.store.HostStore.Peer;

/** Which hosts can serve what. */
final class CandidatesTest {

    private static final List<Group> GROUPS = IntStream.range(0, 12)
            .mapToObj(i -> new Group(new TreeSet<>(Set.of("printer/p" + i))))
            .toList();
    private static final KnownConfig ALL = new KnownConfig(Optional.empty(), GROUPS, Map.of(), "abc");

    private static boolean isLeft(Group group) {
        return GROUPS.indexOf(group) < 8;
    }

    private static boolean isRight(Group group) {
        return !isLeft(group);
    }

    private static Peer peer(String id, String file, Predicate<Group> reached) {
        String unreached = Candidates.unreached(ALL, ALL.where(reached));
        return new Peer(id, id, file, unreached, 1, 1, Duration.ofSeconds(5), true);
    }

    @Test
    void whereAllReachAllThereIsOneKind() {
        assertThat(Candidates.unreached(ALL, ALL)).isEmpty();
        assertThat(Candidates.of(ALL, ALL, List.of(peer("b", "abc", group -> true), peer("c", "def", group -> true))))
                .containsExactly(new Candidates(GROUPS, Map.of("b", true, "c", false)));
    }

    @Test
    void whoDoesNotReachAGroupDoesNotCountForIt() {
        List<Peer> others =
                List.of(peer("b", "abc", CandidatesTest::isLeft), peer("c", "abc", CandidatesTest::isRight));
        assertThat(Candidates.of(ALL, ALL, others))
                .containsExactly(
                        new Candidates(GROUPS.subList(0, 8), Map.of("b", true)),
                        new Candidates(GROUPS.subList(8, 12), Map.of("c", true)));
        assertThat(Candidates.of(ALL, ALL.where(CandidatesTest::isLeft), others))
                .as("the rest is not this one's")
                .containsExactly(new Candidates(GROUPS.subList(0, 8), Map.of("b", true)));
        assertThat(Candidates.of(ALL, ALL, others).get(0).share()).isEqualTo(4);
    }

    @Test
    void whatNobodyReachesIsEverybodysAndNobodyIsBetterOff() {
        assertThat(Candidates.of(
                        ALL, ALL.where(CandidatesTest::isLeft), List.of(peer("b", "abc", CandidatesTest::isLeft))))
                .containsExactly(
                        new Candidates(GROUPS.subList(0, 8), Map.of("b", true)),
                        new Candidates(GROUPS.subList(8, 12), Map.of("b", false)));
    }

    @Test
    void aHostThatReachesNothingTellsNoFile() {
        assertThat(ALL.where(group -> false).sha256()).isEmpty();
        assertThat(ALL.where(CandidatesTest::isLeft).sha256()).isEqualTo("abc");
    }
}
