package org.printfarm.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Registration;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.Fault;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PortClaim;
import org.printfarm.api.service.PortStatus;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.host.text.SafeText;

final class StatusBoardTest {

    private static final PortClaim PLAIN = PortClaim.tcp(Loopback.of("127.0.0.11"), 3000);
    private static final PortClaim TLS = PortClaim.tcp(Loopback.of("127.0.0.11"), 3002);
    private static final ServiceStatus RUNNING =
            ServiceStatus.of(List.of(PortStatus.listening(PLAIN), PortStatus.listening(TLS)));

    private final StatusBoard board = new StatusBoard();
    private final LogCapture log = new LogCapture(StatusBoard.class, Level.INFO);

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void aServiceThatComesUpIsOneLineWithItsPorts() {
        board.put("bay-1", "bind", RUNNING);

        assertThat(log.lines()).containsExactly("INFO printer=bay-1 service=bind status=running ports=3000,3002");
    }

    @Test
    void eachPortThatIsDownIsALineWithItsCause() {
        board.put("bay-1", "bind", down(FaultCode.PORT_IN_USE, "held by another program"));
        board.put("bay-2", "bind", allDown());

        assertThat(log.lines())
                .containsExactly(
                        "WARN printer=bay-1 service=bind status=degraded port=3000 reason=PORT_IN_USE"
                                + " text=\"held by another program\"",
                        "ERROR printer=bay-2 service=bind status=failed port=3000 reason=ADDRESS_MISSING text=\"no such address\"",
                        "ERROR printer=bay-2 service=bind status=failed port=3002 reason=ADDRESS_MISSING text=\"no such address\"");
    }

    @Test
    void anEndlessRetryIsToldWhenItBeginsAndWhenItIsOver() {
        for (int i = 0; i < 1_000; i++) {
            board.put("bay-1", "bind", down(FaultCode.PORT_IN_USE, "attempt " + i));
        }
        board.put("bay-1", "bind", RUNNING);

        assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO").contains("status=running");
    }

    @Test
    void anotherCauseIsAnotherLine() {
        board.put("bay-1", "bind", down(FaultCode.ADDRESS_MISSING, "a"));
        board.put("bay-1", "bind", down(FaultCode.PORT_IN_USE, "b"));

        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void aServiceThatComesAndGoesDoesNotFloodTheLog() {
        for (int i = 0; i < 1_000; i++) {
            board.put("bay-1", "bind", down(FaultCode.NETWORK, "a"));
            board.put("bay-1", "bind", RUNNING);
        }

        assertThat(log.lines()).hasSize(StatusLines.CHANGES_PER_MINUTE);
    }

    @Test
    void aThousandPrintersThatComeUpDoNotHideTheOneThatDoesNot() {
        for (int i = 0; i < 1_000; i++) {
            board.put("bay-" + i, "bind", i == 500 ? allDown() : RUNNING);
        }

        assertThat(log.lines()).hasSize(StatusLines.FIRST_STARTS + 1 + 2);
        assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(2);
    }

    @Test
    void aPluginsTextCannotMakeLinesOrKeysOfItsOwn() {
        board.put(
                "bay-1",
                "bind",
                down(FaultCode.INTERNAL, "a\" status=running\r\nprinter=bay-2\u2028\u001b[31m" + "x".repeat(1_000)));

        String line = log.lines().get(0);
        assertThat(line)
                .contains("text=\"a' status=running??printer=bay-2??[31mxxx")
                .endsWith("…\"");
        assertThat(line).hasSizeLessThan(SafeText.QUOTED_LENGTH + 120);
    }

    @Test
    void aTroubleOfNoPortHasADash() {
        board.put("bay-1", "bind", new ServiceStatus.Failed(List.of(), new Fault(FaultCode.NO_ANSWER, "hangs")));

        assertThat(log.lines())
                .containsExactly(
                        "ERROR printer=bay-1 service=bind status=failed port=- reason=NO_ANSWER text=\"hangs\"");
    }

    @Test
    void theBoardKnowsTheLastStatusUntilTheServiceIsRemoved() {
        board.put("bay-1", "bind", allDown());
        board.put("bay-1", "bind", RUNNING);
        assertThat(board.status("bay-1", "bind")).contains(RUNNING);
        assertThat(board.all()).containsExactly(new StatusBoard.Line("bay-1", "bind", RUNNING));

        board.remove("bay-1", "bind");
        assertThat(board.status("bay-1", "bind")).isEmpty();
        assertThat(board.all()).isEmpty();
    }

    @Test
    void listenersAreToldOfChangesUntilTheyLeaveWhateverTheyThrow() {
        List<String> told = new ArrayList<>();
        Registration bad = board.onChange((printer, service, status) -> {
            throw new IllegalStateException("for the test");
        });
        Registration good = board.onChange((printer, service, status) ->
                told.add(printer + " " + service + " " + status.getClass().getSimpleName()));

        board.put("bay-1", "bind", RUNNING);
        board.put("bay-1", "bind", RUNNING);
        board.remove("bay-1", "bind");
        bad.close();
        good.close();
        board.put("bay-1", "bind", allDown());

        assertThat(told).containsExactly("bay-1 bind Running", "bay-1 bind Stopped");
    }

    private static ServiceStatus down(FaultCode code, String text) {
        return ServiceStatus.of(List.of(PortStatus.down(PLAIN, new Fault(code, text)), PortStatus.listening(TLS)));
    }

    private static ServiceStatus allDown() {
        Fault fault = new Fault(FaultCode.ADDRESS_MISSING, "no such address");
        return ServiceStatus.of(List.of(PortStatus.down(PLAIN, fault), PortStatus.down(TLS, fault)));
    }
}
