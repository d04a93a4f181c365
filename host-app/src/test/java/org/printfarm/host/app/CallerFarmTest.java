package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.Needs;
import org.printfarm.host.access.Role;
import org.printfarm.host.access.Scope;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.MachineView;
import org.printfarm.host.view.PrinterView;
import org.printfarm.host.view.WallView;

/** Who may what, and what he sees of it. */
final class CallerFarmTest {

    private static final Scope BAY_1 = new Scope(List.of("bay-1"));
    private static final Reach REACH = new Reach(Set.of("bay-1"), Set.of("left"));

    private final Farm farm = mock(Farm.class);
    private final List<String> trail = new ArrayList<>();

    static Stream<Method> verbs() {
        return Arrays.stream(Farm.class.getMethods())
                .filter(method -> !method.getName().equals("close") && !method.isSynthetic());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbSaysWhatItTakesAndIsRefusedToWhoHasLess(Method verb) throws Exception {
        Needs needs = verb.getAnnotation(Needs.class);
        assertThat(needs).as("verb " + verb.getName()).isNotNull();
        for (Role role : Role.values()) {
            boolean refused = isRefused(verb, as(role, Scope.WHOLE));
            assertThat(refused).as(role + " " + verb.getName()).isEqualTo(!role.may(needs.value()));
        }
        long refusals = Arrays.stream(Role.values())
                .filter(role -> !role.may(needs.value()))
                .count();
        assertThat(trail.stream().filter(line -> line.endsWith(FarmException.FORBIDDEN)))
                .hasSize((int) refusals);
        assertThat(mockingDetails(farm).getInvocations()).hasSize((int) (Role.values().length - refusals));
    }

    /** An argument of each type that verbs take; null for documents. */
    private static final Map<Class<?>, Object> ANY =
            Map.of(String.class, "x", boolean.class, true, int.class, 1, List.class, List.of());

    private static boolean isRefused(Method verb, Farm asked) throws IllegalAccessException {
        Object[] arguments =
                Arrays.stream(verb.getParameterTypes()).map(ANY::get).toArray();
        try {
            verb.invoke(asked, arguments);
            return false;
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof FarmException told && told.code().equals(FarmException.FORBIDDEN);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aLargerRoleMayWhatASmallerOneMay(Role role) {
        Arrays.stream(Role.values())
                .filter(smaller -> smaller.compareTo(role) < 0)
                .forEach(smaller -> Arrays.stream(org.printfarm.host.access.Right.values())
                        .filter(smaller::may)
                        .forEach(right -> assertThat(role.may(right)).isTrue()));
    }

    @Test
    void theTrailTellsWhatWasChangedAndHowItEnded() throws Exception {
        Farm asked = as(Role.OPERATOR, Scope.WHOLE);
        asked.machineAction("left", "pause", "new\u001b[2J nozzle");
        when(farm.deleteJob("7")).thenThrow(ArchiveFarm.notFound("7"));
        assertThatThrownBy(() -> asked.deleteJob("7")).isInstanceOf(FarmException.class);
        when(farm.deleteJob("8")).thenThrow(new IllegalStateException());
        assertThatThrownBy(() -> asked.deleteJob("8")).isInstanceOf(IllegalStateException.class);
        asked.printers();
        assertThat(trail)
                .containsExactly(
                        "eve machineAction left pause new?[2J nozzle DONE",
                        "eve deleteJob 7 NOT_FOUND",
                        "eve deleteJob 8 INTERNAL");
    }

    @Test
    void aScopeHoldsItsPrintersAndTheirMachinesAndNothingElseIsThere() throws Exception {
        when(farm.printers()).thenReturn(List.of(printer("bay-1"), printer("bay-2")));
        when(farm.machines()).thenReturn(List.of(machine("left"), machine("right")));
        when(farm.wall()).thenReturn(new WallView(List.of(panel("bay-1"), panel("bay-2"))));
        when(farm.job("1")).thenReturn(details(job("1", "bay-1")));
        when(farm.job("2")).thenReturn(details(job("2", "bay-2")));
        when(farm.content("1")).thenReturn("/x");
        Farm asked = as(Role.OPERATOR, BAY_1);

        assertThat(asked.printers()).containsExactly(printer("bay-1"));
        assertThat(asked.machines()).containsExactly(machine("left"));
        assertThat(asked.wall().printers()).containsExactly(panel("bay-1"));
        assertThat(asked.content("1")).isEqualTo("/x");
        for (Attempt attempt : List.<Attempt>of(
                () -> asked.job("2"),
                () -> asked.content("2"),
                () -> asked.deleteJob("2"),
                () -> asked.jobAction("2", "cancel", ""),
                () -> asked.jobAction("1", "send", "right"),
                () -> asked.slicers("bay-2"),
                () -> asked.machineAction("right", "clear", ""))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(
                            FarmException.class, e -> assertThat(e.code()).isEqualTo(FarmException.NOT_FOUND));
        }
    }

    @Test
    void whoSubmitsMaySendAndCancelWhatHeSentHimselfAndNothingElse() throws Exception {
        when(farm.job("1")).thenReturn(details(job("1", "bay-1"), "key eve"));
        when(farm.job("2")).thenReturn(details(job("2", "bay-1"), "eve"));
        when(farm.job("3")).thenReturn(details(job("3", "bay-1")));
        when(farm.job("4")).thenReturn(details(job("4", "bay-2"), "key eve"));
        Farm asked = as(Role.SUBMITTER, BAY_1);
        asked.jobAction("1", "send", "left");
        asked.jobAction("1", "cancel", "");
        for (Attempt attempt : List.<Attempt>of(
                () -> asked.jobAction("1", "release", ""),
                () -> asked.jobAction("1", "retry", ""),
                () -> asked.jobAction("2", "cancel", ""),
                () -> asked.jobAction("3", "send", ""),
                () -> asked.machineAction("left", "clear", ""),
                () -> as(Role.VIEWER, BAY_1).jobAction("1", "cancel", ""))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(
                            FarmException.class, e -> assertThat(e.code()).isEqualTo(FarmException.FORBIDDEN));
        }
        assertThatThrownBy(() -> asked.jobAction("4", "cancel", "")).hasMessageContaining("there is no job");
        verify(farm, times(2)).jobAction(any(), any(), any());
        assertThat(trail).startsWith("eve jobAction 1 send left DONE", "eve jobAction 1 cancel DONE");
    }

    private interface Attempt {
        void run() throws FarmException;
    }

    @Test
    void aPageOfSeveralPrintersHoldsTheNewestOfAll() throws Exception {
        when(farm.jobs(any())).thenAnswer(call -> {
            JobQuery query = call.getArgument(0);
            return switch (String.valueOf(query.printer())) {
                case "a" -> List.of(job("1", "a"), job("10", "a"));
                case "b" -> List.of(job("9", "b"), job("11", "b"));
                default -> throw new AssertionError("a printer out of scope");
            };
        });
        Farm asked = new ScopedFarm(farm, () -> new Reach(Set.of("a", "b"), Set.of()));
        assertThat(asked.jobs(new JobQuery(null, null, null, null, 3)))
                .extracting(JobView::id)
                .containsExactly("9", "10", "11");
        assertThat(asked.jobs(new JobQuery("c", null, null, null, 3))).isEmpty();
    }

    @Test
    void whoIsHelpedLearnsOfHisPrintersAlone() throws Exception {
        List<DoctorView.Finding> findings = List.of(finding("bay-1"), finding("bay-2"));
        when(farm.doctor(""))
                .thenReturn(new DoctorView(
                        findings,
                        List.of(
                                new DoctorView.Client("192.168.1.9", findings, List.of()),
                                new DoctorView.Client("192.168.1.8", List.of(finding("bay-2")), List.of()))));
        assertThat(as(Role.OPERATOR, BAY_1).doctor(""))
                .isEqualTo(new DoctorView(
                        List.of(finding("bay-1")),
                        List.of(new DoctorView.Client("192.168.1.9", List.of(finding("bay-1")), List.of()))));
    }

    private Farm as(Role role, Scope scope) {
        return CallerFarm.of(
                farm,
                new Caller("eve", Caller.Way.KEY, role, scope),
                asked -> REACH,
                (caller, verb, target, outcome) ->
                        trail.add(caller.name() + " " + verb + " " + target + " " + outcome));
    }

    private static DoctorView.Finding finding(String printer) {
        return new DoctorView.Finding("WRONG_CODE", printer, "cause", "mend");
    }

    private static PrinterView printer(String id) {
        return new PrinterView(id, "n", "P1S", "s", "a", "b", Map.of(), null, null);
    }

    private static WallView.Panel panel(String id) {
        return new WallView.Panel(id, "n", "P1S", "idle", 0, 0, 0, 0, false, null);
    }

    private static MachineView machine(String id) {
        return new MachineView(
                id, "bambu", null, null, null, "online", null, "idle", List.of(), List.of(), false, null, 0, null,
                List.of(), List.of());
    }

    private static JobView.Details details(JobView job) {
        return details(job, null);
    }

    private static JobView.Details details(JobView job, @Nullable String user) {
        return new JobView.Details(job, null, "", "", List.of(), List.of(), user);
    }

    private static JobView job(String id, String printer) {
        return new JobView(
                id,
                printer,
                "f",
                "",
                1,
                List.of(),
                null,
                Map.of(),
                "done",
                "2026-11-28T03:00:00Z",
                "::1",
                null,
                null,
                null,
                false,
                null,
                null);
    }
}
