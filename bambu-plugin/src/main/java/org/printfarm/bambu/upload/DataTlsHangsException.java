package org.printfarm.bambu.upload;

import java.io.IOException;

/** The TLS handshake of a data connection got no answer. */
final class DataTlsHangsException extends IOException {

    private static final long serialVersionUID = 1L;

    DataTlsHangsException() {
        super("no answer to the TLS handshake");
    }
}
