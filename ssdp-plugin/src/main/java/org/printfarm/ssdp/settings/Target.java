package org.printfarm.ssdp.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One more receiver of announcements, for a slicer in a subnet that broadcasts do not reach.
 *
 * @param host an IPv4 address in digits, or a name that is looked up in the DNS
 * @param port 1 to 65535
 */
public record Target(String host, int port) {

    private static final int MAX_PORT = 65535;
    private static final Pattern FORM = Pattern.compile("(?<host>[A-Za-z0-9._-]{1,253})(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    /**
     * Reads what the operator wrote.
     *
     * @param text {@code host} or {@code host:port}
     * @param defaultPort the port when the text names none
     * @return the target; empty when the text is neither form, the address is no IPv4 address or the port no port
     */
    public static Optional<Target> parse(String text, int defaultPort) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        String host = form.group("host");
        String digits = form.group("port");
        int port = digits == null ? defaultPort : Integer.parseInt(digits);
        boolean hostIsWrong =
                DIGITS.matcher(host).matches() && !IPV4.matcher(host).matches();
        return hostIsWrong || port < 1 || port > MAX_PORT ? Optional.empty() : Optional.of(new Target(host, port));
    }

    /**
     * Whether the host is an address, so that nothing has to be looked up.
     *
     * @return true for four numbers with dots
     */
    public boolean isLiteral() {
        return IPV4.matcher(host).matches();
    }

    /** For instance {@code 10.0.0.7:2021}. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
