package org.printfarm.host.plugin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the host gives to every plugin. Its classes must be the host's own, or the two sides would not know each other's
 * types; so a plugin that brings a copy of one is refused, although its copy would never be loaded.
 */
enum HostLibrary {
    API("the plugin API", "org.printfarm.api.", true),
    PF4J("PF4J", "org.pf4j.", true),
    SLF4J("SLF4J", "org.slf4j.", true),
    JACKSON_CORE("jackson-core", "com.fasterxml.jackson.core.", true),
    JACKSON_DATABIND("jackson-databind", "com.fasterxml.jackson.databind.", true),
    JACKSON_ANNOTATIONS("jackson-annotations", "com.fasterxml.jackson.annotation.", true),
    /** Modules of Jackson: the host's where it has them, else the plugin's own. */
    JACKSON_MODULES("a Jackson module", "com.fasterxml.jackson.", false),
    /** Annotations only, which other libraries often bring along: a copy does no harm. */
    JSPECIFY("JSpecify", "org.jspecify.", false);

    private static final String VERSIONS = "META-INF/versions/";
    private static final Pattern VERSIONED = Pattern.compile("^META-INF/versions/\\d+/");

    /** Asked for each class of each plugin at every start, hence loops over one array and not streams. */
    private static final HostLibrary[] ALL = values();

    private final String title;
    private final String packagePrefix;
    private final boolean mustNotBeBundled;

    HostLibrary(String title, String packagePrefix, boolean mustNotBeBundled) {
        this.title = title;
        this.packagePrefix = packagePrefix;
        this.mustNotBeBundled = mustNotBeBundled;
    }

    /** For instance {@code SLF4J}. */
    String title() {
        return title;
    }

    /** Whether a plugin gets this class from the host, where the host has it. */
    static boolean shares(String className) {
        for (HostLibrary library : ALL) {
            if (className.startsWith(library.packagePrefix)) {
                return true;
            }
        }
        return false;
    }

    /** Which library a file inside of {@code classes/} or of a jar is a forbidden copy from. */
    static Optional<HostLibrary> copiedBy(String fileName) {
        if (!fileName.endsWith(".class")) {
            return Optional.empty();
        }
        String path =
                fileName.startsWith(VERSIONS) ? VERSIONED.matcher(fileName).replaceFirst("") : fileName;
        String className = path.replace('/', '.');
        for (HostLibrary library : ALL) {
            if (library.mustNotBeBundled && className.startsWith(library.packagePrefix)) {
                return Optional.of(library);
            }
        }
        return Optional.empty();
    }
}
