package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.printfarm.api.service.PrinterEvent.Kind;

/** The host may not answer any more: a command gets a close, and no reply. */
class SilenceIT {

    @Test
    void aCommandAfterTheLeaseGetsNothingButAClose() throws Exception {
        AtomicBoolean lease = new AtomicBoolean(true);
        try (TestFarm farm = new TestFarm()) {
            TestFarm.TestPrinter printer = farm.printer();
            printer.context().answerWhile(lease::get);
            try (RawClient client = RawClient.loggedIn(printer)) {
                client.expect("PWD", 257);
                lease.set(false);
                client.send("EPSV");
                client.send("NOOP");
                assertThat(client.line()).isEmpty();
            }
            assertThat(printer.context().codes(Kind.DISCONNECTED)).containsExactly("SHUT_DOWN");
            try (RawClient client = new RawClient(printer)) {
                assertThatThrownBy(client.control::startHandshake).isInstanceOf(IOException.class);
            }

            lease.set(true);
            try (RawClient client = RawClient.loggedIn(printer)) {
                client.expect("PWD", 257);
            }
        }
    }
}
