package org.printfarm.web.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.printfarm.api.settings.SettingsReader;

/**
 * What stands under {@code farm.services.web}.
 *
 * @param listen an IPv4 address and a port; empty when the file says none, and then the first free port of {@link #FIRST_PORT} to
 *     {@link #LAST_PORT} on 127.0.0.1 is taken
 * @param names DNS names under which people come, lower case; the first is in the certificate
 * @param plainHttp whether it may go without TLS beyond this machine
 * @param given a certificate that the operator brings; empty for one of the farm's CA
 * @param maxUpload the largest file that is taken, bytes
 */
public record WebSettings(
        Optional<InetSocketAddress> listen,
        List<String> names,
        boolean plainHttp,
        Optional<GivenTls> given,
        long maxUpload) {

    /** Where it listens unless that is set. */
    public static final int FIRST_PORT = 8880;

    /** The last port that is tried. */
    public static final int LAST_PORT = 8899;

    private static final String CERTIFICATE = "certificate";
    private static final long GIB = 1L << 30;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /** Copies the names. */
    public WebSettings {
        names = List.copyOf(names);
    }

    /** Reads the section. */
    public static WebSettings read(SettingsReader in) {
        Optional<InetSocketAddress> listen = in.address("listen", 1);
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
        return new WebSettings(listen, names, plain, given(in), in.size("max-upload", 1, 64 * GIB, 4 * GIB));
    }

    private static Optional<GivenTls> given(SettingsReader in) {
        Optional<Path> certificate = in.path(CERTIFICATE);
        Optional<Path> key = in.path("key");
        if (certificate.isEmpty() || key.isEmpty()) {
            if (certificate.isPresent() || key.isPresent()) {
                in.mistake(CERTIFICATE, "expected certificate and key, or neither of them");
            }
            return Optional.empty();
        }
        GivenTls given = new GivenTls(certificate.get(), key.get());
        try {
            SSLContext unused = given.context();
        } catch (GeneralSecurityException e) {
            in.mistake(CERTIFICATE, String.valueOf(e.getMessage()));
        }
        return Optional.of(given);
    }

    /** Whether it speaks TLS. */
    public boolean isTls() {
        boolean beyond = listen.isPresent() && !listen.get().getAddress().isLoopbackAddress();
        return given.isPresent() || (beyond && !plainHttp);
    }

    /** The name in the certificate. */
    public String certificateName() {
        return names.isEmpty() ? "printfarm" : names.get(0);
    }
}
