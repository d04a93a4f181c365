package org.printfarm.host.tls;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which cipher suites printers offer, and what has to be undone in the JDK so that it can.
 *
 * <p>Slicers, and hosts that were hardened, must be offered plain-RSA key exchange beside ECDHE and TLS 1.3 (protocol notes,
 * section 2). From JDK 24 on {@code TLS_RSA_*} stands in the security property {@value #PROPERTY}, which JSSE reads once, the
 * first time it is used: {@link #allowPlainRsa()} has to run before that.
 */
public final class CipherPolicy {

    /** The security property that takes suites away from JSSE. */
    public static final String PROPERTY = "jdk.tls.disabledAlgorithms";

    /** Whether JSSE as a client asks for session tickets; read at each new context. */
    private static final String CLIENT_TICKETS = "jdk.tls.client.enableSessionTicketExtension";

    /** Plain-RSA key exchange, strongest first. Only TLS 1.2 has it. */
    static final List<String> PLAIN_RSA = List.of("TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256");

    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");

    private static final List<String> FOR_RSA = List.of(
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            PLAIN_RSA.get(0),
            PLAIN_RSA.get(1));

    private static final List<String> FOR_EC = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

    private CipherPolicy() {}

    /**
     * What to enable for a kind of key: TLS 1.3, then ECDHE, then plain RSA. All of it authenticated encryption; plain RSA
     * comes last because it alone has no forward secrecy.
     *
     * @return standard names, in order of preference
     */
    static List<String> suites(KeyKind kind) {
        return Stream.concat(TLS_1_3.stream(), (kind == KeyKind.RSA ? FOR_RSA : FOR_EC).stream())
                .toList();
    }

    /**
     * Allows plain-RSA key exchange in JSSE, by editing the security property. Call it before anything in the process uses
     * TLS; later it has no effect, which the self test at start tells. Calling it twice does no harm.
     */
    public static void allowPlainRsa() {
        String disabled = Security.getProperty(PROPERTY);
        if (disabled == null) {
            return;
        }
        String edited = withoutPlainRsa(disabled);
        if (!edited.equals(disabled)) {
            Security.setProperty(PROPERTY, edited);
        }
    }

    /**
     * Has JSSE as a client resume sessions by their id and not by tickets, unless the operator set it: machines that want the
     * session of the login on the data connection of an upload give tickets that JSSE throws away for their lifetime of over 7
     * days (protocol notes, section 7). What printers offer to slicers does not change.
     */
    public static void resumeBySessionId() {
        if (System.getProperty(CLIENT_TICKETS) == null) {
            System.setProperty(CLIENT_TICKETS, "false");
        }
    }

    /**
     * Takes those entries out of a value of the property that begin with {@code TLS_RSA_} and would take away a suite that
     * printers need: {@code TLS_RSA_*}, or the suite by its own name. What disables other suites stays.
     *
     * @param disabled entries separated by commas
     * @return the other entries, each as it was, in their order
     */
    static String withoutPlainRsa(String disabled) {
        List<String> entries = Arrays.asList(disabled.split(",", -1));
        List<String> kept =
                entries.stream().filter(entry -> !takesPlainRsaAway(entry)).toList();
        return kept.size() == entries.size() ? disabled : kept.stream().collect(Collectors.joining(","));
    }

    private static boolean takesPlainRsaAway(String entry) {
        String name = entry.strip().toUpperCase(Locale.ROOT);
        if (!name.startsWith("TLS_RSA_")) {
            return false;
        }
        Pattern pattern = Pattern.compile(
                Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return PLAIN_RSA.stream().anyMatch(suite -> pattern.matcher(suite).matches());
    }
}
