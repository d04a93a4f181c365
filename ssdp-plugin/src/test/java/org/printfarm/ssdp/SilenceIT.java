package org.printfarm.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.ssdp.message.Datagrams;

/** The host may not answer for one of two printers: that one is neither announced nor found, and says no good-bye. */
class SilenceIT {

    @Test
    void nothingIsSentAfterTheLease() throws IOException {
        try (Farm farm = new Farm().with("interval", "10m");
                Listener lan = Listener.onAllAddresses(farm.port());
                Listener asker = Listener.onItsOwn()) {
            Farm.Running silent = farm.make(TestPrinters.next());
            silent.context().answerWhile(() -> false);
            silent.start();
            Farm.Running other = farm.start(TestPrinters.next());
            lan.await(1, each -> each.isAlive() && each.isOf(other.serial()));
            asker.send(
                    Datagrams.read("search-urn"), new InetSocketAddress(Loopback.of("127.255.255.255"), farm.port()));
            asker.await(1, each -> each.isAnswer() && each.isOf(other.serial()));
            silent.close();
            other.close();
            lan.await(1, each -> each.isByebye() && each.isOf(other.serial()));

            assertThat(lan.heard(each -> each.isOf(silent.serial()))).isEmpty();
            assertThat(asker.heard(each -> each.isOf(silent.serial()))).isEmpty();
        }
    }
}
