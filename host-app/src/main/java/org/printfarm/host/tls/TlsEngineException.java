package org.printfarm.host.tls;

import org.jspecify.annotations.Nullable;

/** The TLS engine that the operator asked for cannot be used. The message says why and how to mend it. */
public final class TlsEngineException extends Exception {

    TlsEngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
