package org.printfarm.bind;

import java.time.Duration;
import org.printfarm.api.settings.SettingsReader;
import org.printfarm.bind.respond.LoginReply;
import org.printfarm.bind.respond.SequenceIdMode;

/**
 * What the operator wrote under {@code bind} of one printer.
 *
 * @param plainPort {@code plain-port}: where plain text is answered; slicers dial 3000
 * @param tlsPort {@code tls-port}: where TLS is answered; slicers dial 3002
 * @param readTimeout {@code read-timeout}: from accept to reply, TLS handshake included; 1 s to 5 min
 * @param sequenceId {@code sequence-id}: {@code fixed} answers with 3021, {@code echo} with the request's
 * @param loginReply {@code login-reply}: {@code close}, or {@code lan-only} for the answer of LAN-only firmware
 * @param tls {@code tls}: {@code off} makes the TLS port a plain one, for clients that can do no better
 */
public record BindSettings(
        int plainPort,
        int tlsPort,
        Duration readTimeout,
        SequenceIdMode sequenceId,
        LoginReply loginReply,
        boolean tls) {

    /** The key of the plain port. */
    static final String PLAIN_PORT = "plain-port";

    /** The key of the TLS port. */
    static final String TLS_PORT = "tls-port";

    /** What slicers dial for plain text. Source: protocol notes, section 1. */
    static final int DEFAULT_PLAIN_PORT = 3000;

    /** What slicers dial for TLS. Source: protocol notes, section 1. */
    static final int DEFAULT_TLS_PORT = 3002;

    private static final Duration MIN_READ_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_READ_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Reads the settings, and reports what is wrong or unwise to the reader.
     *
     * @param in what stands in the configuration
     * @return the settings, with defaults for what is absent or wrong
     */
    static BindSettings read(SettingsReader in) {
        BindSettings settings = new BindSettings(
                in.port(PLAIN_PORT, DEFAULT_PLAIN_PORT),
                in.port(TLS_PORT, DEFAULT_TLS_PORT),
                in.duration("read-timeout", MIN_READ_TIMEOUT, MAX_READ_TIMEOUT, DEFAULT_READ_TIMEOUT),
                in.choice("sequence-id", SequenceIdMode.class, SequenceIdMode.FIXED),
                in.choice("login-reply", LoginReply.class, LoginReply.CLOSE),
                in.flag("tls", true));
        if (settings.plainPort == settings.tlsPort) {
            in.mistake(TLS_PORT, "expected another port than " + PLAIN_PORT + " (" + settings.plainPort + ")");
        }
        if (!settings.tls) {
            in.warning(
                    "tls", "port " + settings.tlsPort + " answers in plain text: slicers that insist on TLS will fail");
        }
        return settings;
    }
}
