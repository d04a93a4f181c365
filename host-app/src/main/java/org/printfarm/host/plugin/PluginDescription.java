package org.printfarm.host.plugin;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pf4j.Plugin;

/**
 * Who a plugin says it is: its {@code plugin.properties}, read once.
 *
 * @param folder where the zip was unpacked
 * @param id {@code plugin.id}
 * @param version {@code plugin.version}
 * @param requires {@code plugin.requires}: the range of API versions it works with
 * @param pluginClass {@code plugin.class}; PF4J's own class, which does nothing, when the plugin names none
 */
record PluginDescription(Path folder, String id, String version, String requires, String pluginClass) {

    static final String FILE_NAME = "plugin.properties";

    /** The largest file that is read, bytes: a dozen short lines. */
    private static final long MAX_BYTES = 64 * 1024;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}");
    private static final Pattern CLASS = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]{0,255}");
    private static final int MAX_REQUIRES = 100;

    /**
     * Reads it.
     *
     * @throws RefusedPluginException when the file is missing or something in it is; all of it in one reason
     */
    static PluginDescription read(Path folder) throws IOException, RefusedPluginException {
        Properties properties = load(folder);
        List<String> problems = new ArrayList<>();
        String id = value(properties, "plugin.id", "", ID, "my-plugin", problems);
        String version = value(properties, "plugin.version", "", VERSION, "1.0.0", problems);
        String pluginClass =
                value(properties, "plugin.class", Plugin.class.getName(), CLASS, "org.example.MyPlugin", problems);
        String requires = properties.getProperty("plugin.requires", "").strip();
        if (requires.isEmpty() || requires.length() > MAX_REQUIRES) {
            problems.add("plugin.requires: expected the API versions it works with, for instance >=1.0.0 & <2.0.0");
        }
        if (!properties.getProperty("plugin.dependencies", "").isBlank()) {
            problems.add("plugin.dependencies: plugins do not see each other; take the line out");
        }
        if (!problems.isEmpty()) {
            throw new RefusedPluginException(FILE_NAME + ": " + String.join("; ", problems));
        }
        return new PluginDescription(folder, id, version, requires, pluginClass);
    }

    private static Properties load(Path folder) throws IOException, RefusedPluginException {
        Path file = folder.resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw new RefusedPluginException("has no " + FILE_NAME + " at its top" + misplaced(folder));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new RefusedPluginException(FILE_NAME + " is larger than " + MAX_BYTES + " bytes: shorten it");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            properties.load(reader);
        } catch (IllegalArgumentException badEscape) {
            throw new RefusedPluginException(FILE_NAME + " holds a backslash-u without four hex digits: mend it");
        }
        return properties;
    }

    /** Packing the folder instead of what is in it is what happens most. */
    private static String misplaced(Path folder) throws IOException {
        try (Stream<Path> below = Files.list(folder)) {
            return below.filter(child -> Files.exists(child.resolve(FILE_NAME)))
                    .findFirst()
                    .map(child -> " but inside of " + Reason.quoted(DropInFolder.name(child))
                            + ": zip what is in that folder, not the folder")
                    .orElse(": see plugin-api/README.md for what a plugin's zip holds");
        }
    }

    private static String value(
            Properties properties, String key, String absent, Pattern form, String example, List<String> problems) {
        String value = properties.getProperty(key, absent).strip();
        if (!form.matcher(value).matches()) {
            String found = value.isEmpty() ? "nothing" : Reason.quoted(value);
            problems.add(key + ": expected something like " + example + ", got " + found);
        }
        return value;
    }

    /** Its own classes and resources; may not be there. */
    Path classes() {
        return folder.resolve("classes");
    }

    /** The jars it brings, sorted by name, so that they are searched in the same order everywhere. */
    List<Path> libraries() throws IOException {
        Path lib = folder.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> DropInFolder.name(file).endsWith(".jar") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }
}
