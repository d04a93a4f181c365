package org.printfarm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.PrinterEvent;

class PrinterEventTest {

    @Test
    void aWordIsTaken() {
        assertThat(event("BAD_HEADER").code()).isEqualTo("BAD_HEADER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "lower", "LINE\nEND", "A234567890123456789012345678901234567890X"})
    void textThatAPeerCouldHaveSentIsRefused(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> event(code));
    }

    private static PrinterEvent event(String code) {
        InetSocketAddress peer = new InetSocketAddress(Loopback.of("127.0.0.1"), 1);
        return new PrinterEvent(PrinterEvent.Kind.REFUSED, "bind", 3000, peer, code, 58);
    }
}
