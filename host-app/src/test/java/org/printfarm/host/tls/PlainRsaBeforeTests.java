package org.printfarm.host.tls;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Does before the first test what the host does before it first uses TLS. All of the module's tests share one process, and
 * on JDK 24 and later whichever used JSSE first would settle for the others that there is no plain-RSA key exchange.
 */
public final class PlainRsaBeforeTests implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        CipherPolicy.allowPlainRsa();
    }
}
