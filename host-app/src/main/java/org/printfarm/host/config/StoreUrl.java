package org.printfarm.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.printfarm.api.settings.Secret;

/**
 * The PostgreSQL database that keeps a farm's record.
 *
 * @param host its name or address; not looked up here
 * @param port 1 to 65535
 * @param database its name
 * @param user who is to sign in; empty for the name of the user that the farm runs as
 * @param options of the connection, of {@link #OPTIONS}
 * @param password of the user; empty where the server asks for none
 */
public record StoreUrl(
        String host,
        int port,
        String database,
        Optional<String> user,
        Map<String, String> options,
        Optional<Secret> password) {

    /** What is said where something else stands. */
    public static final String EXPECTED =
            "sqlite, or postgresql://USER@HOST:PORT/DATABASE with ?sslmode=… behind it, and no password in it";

    private static final int USUAL_PORT = 5432;
    private static final int MAX_PORT = 65_535;
    private static final String SSL_MODE = "sslmode";
    private static final String VERIFY = "verify-full";

    /** Those that name files. */
    private static final List<String> FILES = List.of("sslrootcert", "sslcert", "sslkey");

    private static final List<String> MODES = List.of("disable", "allow", "prefer", "require", "verify-ca", VERIFY);

    /** The driver's words for how the connection is made. */
    static final List<String> OPTIONS = List.of(SSL_MODE, "sslrootcert", "sslcert", "sslkey", "currentSchema");

    private static final Pattern URL = Pattern.compile("postgres(?:ql)?://(?:([^/@:?#\\s]+)@)?"
            + "([^/@:?#\\s\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?/([^/?#\\s]+)(?:\\?([^#\\s]*))?");

    private static final Pattern OWN_MACHINE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    public StoreUrl {
        options = Map.copyOf(options);
    }

    /**
     * Reads one.
     *
     * @param text as it stands in a file or a command
     * @param files makes a path of one that is named in it
     * @return empty when it is none; without a password
     */
    public static Optional<StoreUrl> parse(String text, Function<String, Path> files) {
        Matcher url = URL.matcher(text.strip());
        if (!url.matches()) {
            return Optional.empty();
        }
        int port = url.group(3) == null ? USUAL_PORT : Integer.parseInt(url.group(3));
        String host = url.group(2);
        Optional<Map<String, String>> options = options(url.group(5) == null ? "" : url.group(5), files);
        if (port < 1 || port > MAX_PORT || options.isEmpty()) {
            return Optional.empty();
        }
        if (!OWN_MACHINE.matcher(host).matches()) {
            options.get().putIfAbsent(SSL_MODE, VERIFY);
        }
        Optional<String> user = Optional.ofNullable(url.group(1));
        return Optional.of(new StoreUrl(host, port, url.group(4), user, options.get(), Optional.empty()));
    }

    private static Optional<Map<String, String>> options(String query, Function<String, Path> files) {
        Map<String, String> options = new TreeMap<>();
        for (String option : query.split("&")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            boolean isSound = OPTIONS.contains(name) && !value.isEmpty();
            if (!option.isEmpty() && (!isSound || (name.equals(SSL_MODE) && !MODES.contains(value)))) {
                return Optional.empty();
            }
            if (!option.isEmpty()) {
                options.put(name, FILES.contains(name) ? files.apply(value).toString() : value);
            }
        }
        return Optional.of(options);
    }

    /** What stands under {@code farm.store} and {@code farm.store-password}; empty for SQLite in the data folder. */
    static Optional<StoreUrl> read(MergedSettings settings, Section section) {
        Optional<Secret> password = password(settings, section);
        Optional<StoreUrl> url = settings.text("store")
                .filter(text -> !text.strip().equals("sqlite"))
                .flatMap(text -> {
                    Optional<StoreUrl> found = parse(text, settings::pathOf);
                    if (found.isEmpty()) {
                        // Not repeated: a password may stand in it.
                        settings.mistake("store", "expected " + EXPECTED);
                    }
                    return found;
                });
        if (url.isEmpty() && password.isPresent() && !section.has("store")) {
            settings.mistake("store-password", "expected farm.store beside it, which it is for");
        }
        return url.map(found -> found.withPassword(password));
    }

    private static Optional<Secret> password(MergedSettings settings, Section section) {
        Optional<Secret> password = settings.secret("store-password");
        boolean isWritten = section.value("store-password")
                .map(node ->
                        node instanceof Node.Text text && !text.text().strip().startsWith("${"))
                .orElse(false);
        if (isWritten) {
            settings.mistake("store-password", "expected ${file:path} or ${env:NAME}, got something else");
        }
        return isWritten ? Optional.empty() : password;
    }

    /**
     * The same with a password.
     *
     * @param secret empty for none
     * @return a new one
     */
    public StoreUrl withPassword(Optional<Secret> secret) {
        return new StoreUrl(host, port, database, user, options, secret);
    }

    /** Which database it is, without who signs in. */
    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }
}
