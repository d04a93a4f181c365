package org.printfarm.host.client.discover;

/** Listening was not possible at all. The message says why; it holds nothing that came from the network. */
public final class DiscoverException extends Exception {

    private static final long serialVersionUID = 1L;

    DiscoverException(String message, Throwable cause) {
        super(message, cause);
    }
}
