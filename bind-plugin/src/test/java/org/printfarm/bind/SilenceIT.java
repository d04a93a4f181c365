package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.printfarm.api.service.PrinterEvent;

/** The host may not answer any more: what comes then gets a close, and no byte. */
class SilenceIT {

    @Test
    void whatComesAfterTheLeaseGetsNothingButAClose() throws IOException {
        AtomicBoolean lease = new AtomicBoolean(true);
        try (BindServiceFactory factory = new BindServiceFactory();
                LivePrinter printer = LivePrinter.start(factory);
                Socket plain = Wire.connect(printer.plain());
                TlsClient secured = TlsClient.connect(printer.tls(), "TLSv1.2");
                TlsClient fresh = TlsClient.connect(printer.tls(), "TLSv1.3")) {
            printer.context().answerWhile(lease::get);
            secured.handshake();
            lease.set(false);

            plain.getOutputStream().write(Wire.detect());
            assertThat(Wire.readToEnd(plain)).isEmpty();
            secured.write(Wire.detect());
            assertThat(secured.readToEnd()).isEmpty();
            assertThat(secured.gotCloseNotify()).isFalse();
            assertThatThrownBy(fresh::handshake).isInstanceOf(IOException.class);
            assertThat(printer.awaitEvents(3)).allMatch(event -> event.kind() == PrinterEvent.Kind.REFUSED);

            lease.set(true);
            assertThat(Wire.exchange(printer.plain(), Wire.detect())).isEqualTo(printer.expectedReply());
        }
    }
}
