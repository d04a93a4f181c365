package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmEvents;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.host.access.Caller;
import org.printfarm.host.access.Role;
import org.printfarm.host.access.Scope;
import org.printfarm.host.event.EventBus;
import org.printfarm.host.event.FarmChange;
import org.printfarm.host.view.PrinterView;

/** What reaches a service of the farm itself: nothing beyond the rights of who asks. */
final class RemoteCallerTest {

    private final EventBus events = new EventBus();
    private final Farm farm = mock(Farm.class);

    @Test
    void documentsAreJson() throws Exception {
        when(farm.printers())
                .thenReturn(List.of(
                        new PrinterView("bay-1", "Bay", "P1S", "S", "1.2.3.4", "1.2.3.4", Map.of(), null, null)));
        assertThat(new String(as(Role.VIEWER).call("printers", List.of()), StandardCharsets.UTF_8))
                .startsWith("[{\"id\":\"bay-1\",\"name\":\"Bay\"");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whatARoleMayNotIsRefused(Role role) {
        RemoteCaller caller = as(role);
        for (String verb : List.of("upload", "content", "events", "deleteJob", "printers", "wall", "plugins")) {
            assertThat(caller.may(verb)).as(verb + " " + role).isEqualTo(expected(verb, role));
        }
        if (!role.may(org.printfarm.host.access.Right.SEE)) {
            assertThat(codeOf(() -> caller.events(0))).isEqualTo(FarmException.FORBIDDEN);
            assertThat(codeOf(() -> caller.upload("bay-1", "x", 1, InetAddress.getLoopbackAddress())))
                    .isEqualTo(FarmException.FORBIDDEN);
        }
    }

    private static boolean expected(String verb, Role role) {
        return switch (verb) {
            case "upload" -> role.compareTo(Role.SUBMITTER) >= 0;
            case "content", "deleteJob" -> role.compareTo(Role.OPERATOR) >= 0;
            case "plugins" -> role == Role.ADMIN;
            case "wall" -> true;
            default -> role.compareTo(Role.VIEWER) >= 0;
        };
    }

    @Test
    void verbsOfThisMachineAreNotThere() {
        for (String verb : List.of("content", "copyRecord", "restore", "signInLink", "close", "toString")) {
            assertThat(codeOf(() -> as(Role.ADMIN).call(verb, List.of("\"1\""))))
                    .isEqualTo(FarmException.NOT_FOUND);
        }
        assertThat(as(Role.ADMIN).may("restore")).isFalse();
    }

    @Test
    void argumentsThatAreNoneAreToldOf() {
        assertThat(codeOf(() -> as(Role.ADMIN).call("job", List.of()))).isEqualTo(FarmException.BAD_REQUEST);
        assertThat(codeOf(() -> as(Role.ADMIN).call("job", List.of("{")))).isEqualTo(FarmException.BAD_REQUEST);
        assertThat(codeOf(() -> as(Role.ADMIN).call("job", List.of("null")))).isEqualTo(FarmException.BAD_REQUEST);
    }

    @Test
    void aFaultOfTheFarmDisclosesNothing() throws Exception {
        when(farm.printers()).thenThrow(new IllegalStateException("/secret/path"));
        assertThatThrownBy(() -> as(Role.ADMIN).call("printers", List.of()))
                .isInstanceOf(FarmCallException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void peersAreForThoseWhoOperate() throws Exception {
        events.sink("bay-1", "bind")
                .accept(new PrinterEvent(
                        PrinterEvent.Kind.DETECTED,
                        "bind",
                        3000,
                        new InetSocketAddress(InetAddress.getByName("127.9.9.9"), 1),
                        "OK",
                        7));
        assertThat(events(Role.VIEWER)).contains("\"kind\":\"detected\"").doesNotContain("127.9.9.9");
        assertThat(events(Role.OPERATOR)).contains("127.9.9.9");
    }

    /** A change names what it is about, so it reaches those alone who may see that. */
    @Test
    void changesAreToldToThoseWhoHaveThatPartOfTheFarm() {
        for (String id : List.of("1", "2")) {
            events.changed(FarmChange.Kind.MACHINE, "", "left-" + id, "IDLE");
            events.changed(FarmChange.Kind.JOB, "bay-" + id, id, "HELD");
        }
        events.changed(FarmChange.Kind.CHANGED, "", "", "DONE");

        assertThat(told(Role.VIEWER, false)).extracting(FarmEvents.Entry::id).containsExactly(1L, 2L, 5L);
        assertThat(told(Role.VIEWER, true)).hasSize(5);
        assertThat(told(Role.VIEWER, false).get(1).document()).contains("\"kind\":\"job\"", "\"subject\":\"1\"");
    }

    @Test
    void whatHasAnotherHostIsToldToThoseWhoHaveThatPartOfTheFarm() {
        events.moved("printer/bay-1", "anvil", "bellows", "anvil was not heard of");
        events.moved("machine/left-2", "anvil", "bellows", "anvil was not heard of");
        events.changed(FarmChange.Kind.HOST, "", "anvil", "GONE");

        assertThat(told(Role.ADMIN, true)).hasSize(3);
        assertThat(told(Role.VIEWER, false))
                .singleElement()
                .extracting(FarmEvents.Entry::document)
                .asString()
                .contains(
                        "\"kind\":\"owner\"",
                        "\"printer\":\"bay-1\"",
                        "\"move\":{\"from\":\"anvil\",\"to\":\"bellows\",\"why\":\"anvil was not heard of\"}");
    }

    private String events(Role role) {
        return told(role, true).get(0).document();
    }

    private List<FarmEvents.Entry> told(Role role, boolean isWhole) {
        return new CallerEvents(
                        events.readAfter(0),
                        () -> new Reach(Set.of("bay-1"), Set.of("left-1")),
                        isWhole,
                        role.may(org.printfarm.host.access.Right.OPERATE))
                .next((printer, kind) -> true)
                .events();
    }

    private interface Attempt {
        Object run() throws Exception;
    }

    private static String codeOf(Attempt attempt) {
        try {
            attempt.run();
            return "";
        } catch (FarmCallException e) {
            return e.code();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private RemoteCaller as(Role role) {
        FarmDesk desk = mock(FarmDesk.class);
        Caller caller = new Caller("eve", Caller.Way.KEY, role, Scope.WHOLE);
        when(desk.farmOf(caller))
                .thenReturn(CallerFarm.of(
                        farm,
                        caller,
                        scope -> new Reach(java.util.Set.of(), java.util.Set.of()),
                        org.printfarm.host.access.Trail.NONE));
        when(desk.trail()).thenReturn(org.printfarm.host.access.Trail.NONE);
        return new RemoteCaller(desk, caller);
    }
}
