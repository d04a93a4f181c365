package org.printfarm.ftp;

import org.conscrypt.Conscrypt;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterTls;

/** Whose TLS engines: the JDK's, or the native ones that the host prefers. */
enum Library {
    JDK,
    CONSCRYPT;

    PrinterTls tls() {
        return this == JDK ? TestTls.shared() : Native.TLS;
    }

    private static final class Native {
        static final PrinterTls TLS = TestTls.shared().on(Conscrypt.newProvider());
    }
}
