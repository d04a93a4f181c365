package org.printfarm.web.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.api.settings.SettingsReader;

/**
 * What stands under {@code farm.services.web}.
 *
 * @param listen an IPv4 address and a port; empty when the file says none, and then the first free port of {@link #FIRST_PORT} to
 *     {@link #LAST_PORT} on 127.0.0.1 is taken
 * @param names DNS names under which people come, lower case; the first is in the certificate
 * @param plainHttp whether it may go without TLS beyond this machine
 * @param maxUpload the largest file that is taken, bytes
 */
public record WebSettings(Optional<InetSocketAddress> listen, List<String> names, boolean plainHttp, long maxUpload) {

    /** Where it listens unless that is set. */
    public static final int FIRST_PORT = 8880;

    /** The last port that is tried. */
    public static final int LAST_PORT = 8899;

    private static final long GIB = 1L << 30;
    private static final int MAX_PORT = 65_535;
    private static final Pattern LISTEN = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}):(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /** Copies the names. */
    public WebSettings {
        names = List.copyOf(names);
    }

    /** Reads the section. */
    public static WebSettings read(SettingsReader in) {
        Optional<InetSocketAddress> listen = in.text("listen").flatMap(text -> {
            Optional<InetSocketAddress> address = address(text.strip());
            if (address.isEmpty()) {
                in.mistake("listen", "expected an IPv4 address and a port, like 127.0.0.1:" + FIRST_PORT);
            }
            return address;
        });
        List<String> names = in.texts("names", List.of()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            in.mistake("names", "expected names of this machine, like farm.example.org");
        }
        boolean plain = in.flag("plain-http", false);
        boolean beyond = listen.isPresent() && !listen.get().getAddress().isLoopbackAddress();
        if (plain && beyond) {
            in.warning("plain-http", "passwords and keys go over the network as they are; switch it off for TLS");
        }
        return new WebSettings(listen, names, plain, in.size("max-upload", 1, 64 * GIB, 4 * GIB));
    }

    /** Whether it speaks TLS. */
    public boolean isTls() {
        return listen.isPresent() && !listen.get().getAddress().isLoopbackAddress() && !plainHttp;
    }

    /** The name in the certificate. */
    public String certificateName() {
        return names.isEmpty() ? "printfarm" : names.get(0);
    }

    /** A literal alone: nothing is looked up. */
    private static Optional<InetSocketAddress> address(String text) {
        Matcher matcher = LISTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String[] parts = matcher.group(1).split("\\.");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        int port = Integer.parseInt(matcher.group(2));
        try {
            return port < 1 || port > MAX_PORT
                    ? Optional.empty()
                    : Optional.of(new InetSocketAddress((Inet4Address) InetAddress.getByAddress(bytes), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
