package org.printfarm.host.cluster;

import java.io.IOException;

/** Others live in a farm, and whoever came cannot live beside them. Its message is their names. */
public final class InTheWayException extends IOException {

    private static final long serialVersionUID = 1L;

    InTheWayException(String names) {
        super(names);
    }
}
