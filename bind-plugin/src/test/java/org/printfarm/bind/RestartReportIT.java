package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.bind.transport.BindAcceptors;
import org.printfarm.bind.transport.BrokenLoops;

/** The host is told of a loop that failed, and finds the service running when it starts it again. */
class RestartReportIT {

    @Test
    void aLoopThatFailedIsReportedAndServesAgain() throws IOException {
        try (BindAcceptors acceptors = new BindAcceptors();
                BindServiceFactory factory = new BindServiceFactory(acceptors);
                LivePrinter printer = LivePrinter.start(factory)) {
            BrokenLoops.breakPlainProcessor(acceptors);
            await().atMost(LivePrinter.PATIENCE)
                    .untilAsserted(() -> assertThat(printer.context().statuses())
                            .singleElement()
                            .satisfies(status -> {
                                assertThat(status).isInstanceOf(ServiceStatus.Degraded.class);
                                assertThat(((ServiceStatus.Degraded) status)
                                                .fault()
                                                .code())
                                        .isEqualTo(FaultCode.INTERNAL);
                            }));
            assertThat(printer.context().codes(Kind.FAULT)).containsExactly("RESTARTED");
            assertThat(printer.service().start()).isInstanceOf(ServiceStatus.Running.class);
            assertThat(Wire.exchange(printer.plain(), Wire.detect())).isEqualTo(printer.expectedReply());
        }
    }
}
