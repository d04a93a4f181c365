package org.printfarm.bind;

import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.condition.EnabledIf;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterTls;

/** Detect on the TLS port with the native engines that the host prefers, where they load. */
@EnabledIf("isThere")
class ConscryptExchangeIT extends TlsExchangeIT {

    static boolean isThere() {
        return Conscrypt.isAvailable();
    }

    @Override
    PrinterTls serverTls() {
        return TestTls.shared().on(Conscrypt.newProvider());
    }
}
