package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.settings.Secret;
import org.printfarm.host.event.EventBus;

/** Who pins a certificate is told before it changes. */
final class CertificateNoticeTest {

    private static final Instant DAY = Instant.parse("2036-08-29T12:00:00Z");

    private final EventBus events = new EventBus();
    private final List<String> told = new ArrayList<>();

    private static Printer printer() {
        return new Printer(
                "bay-1",
                new PrinterIdentity("01P00A000000001", PrinterModel.P1S, "Bay 1", "01.09.00.00"),
                Loopback.of("127.0.0.1"),
                Loopback.of("127.0.0.1"),
                Secret.of("12345678"));
    }

    private List<String> toldAt(Instant now, Optional<Instant> renewal) {
        told.clear();
        try (var unused = events.subscribe(event -> told.add(
                event.printer() + " " + event.service() + " " + event.event().code()))) {
            new CertificateNotice(
                            printer -> renewal, () -> List.of(printer()), events, Clock.fixed(now, ZoneOffset.UTC))
                    .tell();
        }
        return told;
    }

    @Test
    void theDayIsToldAheadAndUntilThen() {
        Optional<Instant> renewal = Optional.of(DAY);
        assertThat(toldAt(DAY.minus(CertificateNotice.AHEAD).minus(Duration.ofSeconds(1)), renewal))
                .isEmpty();
        assertThat(toldAt(DAY.minus(CertificateNotice.AHEAD), renewal))
                .containsExactly("bay-1 tls CERTIFICATE_ANEW_FROM_2036_08_29");
        assertThat(toldAt(DAY.plus(Duration.ofDays(1)), renewal)).hasSize(1);
        assertThat(toldAt(DAY, Optional.empty())).isEmpty();
    }
}
