package org.printfarm.bind.tls;

/** What a connection hears of its TLS. On the connection's processor thread. */
public interface TlsOutcome {

    /** The handshake is finished; once. */
    void secured();

    /**
     * TLS cannot go on; once, and nothing follows it.
     *
     * @param code a word for events, such as {@code NOT_TLS}
     */
    void tlsFailed(String code);
}
