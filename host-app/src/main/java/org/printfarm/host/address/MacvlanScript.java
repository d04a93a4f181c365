package org.printfarm.host.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.printfarm.host.config.AddressRules;

/**
 * The shell script that gives a farm in a namespace a card of its own, and its machine a way to it. It is run by root: the farm
 * has no right to do either.
 */
public final class MacvlanScript {

    private static final String FILE = "macvlan.sh";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,14}";

    private MacvlanScript() {}

    /**
     * Writes it.
     *
     * @param rules the farm's card and pool
     * @param parent the machine's card
     * @param namespace the farm's; empty for a container, whose engine makes the card
     * @return empty when a name is none
     */
    public static Optional<String> of(AddressRules rules, String parent, String namespace) {
        if (!parent.matches(NAME) || !(namespace.isEmpty() || namespace.matches(NAME))) {
            return Optional.empty();
        }
        String pool = rules.pool().addresses().stream()
                .map(Inet4Address::getHostAddress)
                .collect(Collectors.joining(" "));
        return Optional.of(text().replace("@PARENT@", parent)
                .replace("@NAMESPACE@", namespace)
                .replace("@CARD@", rules.card())
                .replace("@POOL@", pool));
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(MacvlanScript.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
