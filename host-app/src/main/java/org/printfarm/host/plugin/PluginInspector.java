package org.printfarm.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.pf4j.DefaultVersionManager;
import org.printfarm.api.ApiVersion;

/** Looks through an unpacked plugin before any of it runs, and tells everything that is wrong at once. */
final class PluginInspector {

    private static final String INDEX = "META-INF/extensions.idx";

    /** How much of an extension index is read, bytes. */
    private static final int MAX_INDEX_BYTES = 64 * 1024;

    private final PluginDescription plugin;
    private final List<String> problems = new ArrayList<>();
    private final Map<HostLibrary, String> copies = new EnumMap<>(HostLibrary.class);

    /** What each index names, a class a line. */
    private final List<String> indexes = new ArrayList<>();

    private PluginInspector(PluginDescription plugin) {
        this.plugin = plugin;
    }

    /**
     * Inspects a plugin.
     *
     * @throws RefusedPluginException with all that is wrong
     */
    static void inspect(PluginDescription plugin) throws IOException, RefusedPluginException {
        PluginInspector inspector = new PluginInspector(plugin);
        inspector.checkVersion();
        inspector.readClasses();
        for (Path jar : plugin.libraries()) {
            inspector.readJar(jar);
        }
        inspector.checkCopies();
        inspector.checkIndex();
        if (!inspector.problems.isEmpty()) {
            throw new RefusedPluginException(String.join("; ", inspector.problems));
        }
    }

    private void checkVersion() {
        boolean fits;
        try {
            fits = new DefaultVersionManager().checkVersionConstraint(ApiVersion.CURRENT, plugin.requires());
        } catch (RuntimeException notARange) {
            problems.add("plugin.requires " + Reason.quoted(plugin.requires())
                    + " is not a range of versions: write for instance >=1.0.0 & <2.0.0");
            return;
        }
        if (!fits) {
            problems.add("wants the API in version " + Reason.quoted(plugin.requires()) + ", and this host has "
                    + ApiVersion.CURRENT + ": get the release of the plugin that was made for it");
        }
    }

    private void readClasses() throws IOException {
        Path classes = plugin.classes();
        if (!Files.isDirectory(classes)) {
            return;
        }
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> noteCopy("classes/", slashed(classes.relativize(file))));
        }
        Path index = classes.resolve(INDEX);
        if (Files.isRegularFile(index)) {
            try (InputStream in = Files.newInputStream(index)) {
                readIndex(in);
            }
        }
    }

    private void readJar(Path jar) throws IOException {
        String name = "lib/" + DropInFolder.name(jar);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().map(ZipEntry::getName).forEach(file -> noteCopy(name, file));
            ZipEntry index = zip.getEntry(INDEX);
            if (index != null) {
                try (InputStream in = zip.getInputStream(index)) {
                    readIndex(in);
                }
            }
        } catch (ZipException broken) {
            problems.add(Reason.quoted(name) + " is not a readable jar: build the plugin anew");
        }
    }

    private void noteCopy(String place, String file) {
        HostLibrary.copiedBy(file).ifPresent(library -> copies.putIfAbsent(library, place));
    }

    private void checkCopies() {
        copies.forEach((library, place) -> problems.add("brings a copy of " + library.title() + " in "
                + Reason.quoted(place) + ", which comes from the host: give the dependency the scope \"provided\", or"
                + " exclude it from the zip"));
    }

    /** One class name a line; the rest of a line after {@code #} is a comment. */
    private void readIndex(InputStream in) throws IOException {
        String text = new String(in.readNBytes(MAX_INDEX_BYTES), StandardCharsets.UTF_8);
        indexes.add(text.replaceAll("#.*", "").strip());
    }

    private void checkIndex() {
        String mend = ": mark the factory with @org.pf4j.Extension and let PF4J's annotation processor run"
                + " (from JDK 23 on with -proc:full)";
        if (indexes.isEmpty()) {
            problems.add("has no " + INDEX + ", so no factory can be found" + mend);
        } else if (indexes.stream().allMatch(String::isEmpty)) {
            problems.add("its " + INDEX + " names no class" + mend);
        }
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
