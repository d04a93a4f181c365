package org.printfarm.host.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.printfarm.host.view.CaScriptView;

/** Makes a script that does on another machine what {@link SlicerTrust} does on this one. */
public final class TrustScript {

    private TrustScript() {}

    /**
     * The script for a system.
     *
     * @param pem the CA
     * @param sha256 its fingerprint
     */
    public static CaScriptView of(ClientSystem system, String pem, String sha256) {
        String text = template(system.script())
                .replace("@PEM@", pem.strip())
                .replace("@SHA256@", sha256)
                .replace("@SYSTEM@", system.word())
                .replace("@PLACES@", places(system));
        return new CaScriptView(system.word(), system.script(), text);
    }

    /** One on a line, so that each may hold blanks. */
    private static String places(ClientSystem system) {
        List<String> places = system.places();
        return system == ClientSystem.WINDOWS
                ? places.stream().map(place -> "\"" + place + "\"").collect(Collectors.joining(",\n    "))
                : places.stream()
                        .map(place -> place.startsWith("~") ? "$HOME" + place.substring(1) : place)
                        .collect(Collectors.joining("\n"));
    }

    private static String template(String name) {
        try (InputStream in = TrustScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is not in this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading a script of this program", e);
        }
    }
}
