package org.printfarm.host.plugin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.pf4j.ExtensionPoint;
import org.printfarm.api.service.PrinterServiceFactory;
import org.slf4j.Logger;

/**
 * Makes a plugin's zip from source text, with what a plugin's own build has on its class path: the API, PF4J and its
 * annotation processor, SLF4J, Jackson and JSpecify.
 */
public final class PluginZipBuilder {

    /** The usual place of the extension index. */
    public static final String INDEX = "classes/META-INF/extensions.idx";

    private static final List<Class<?>> PROVIDED = List.of(
            PrinterServiceFactory.class,
            ExtensionPoint.class,
            Logger.class,
            ObjectMapper.class,
            JsonParser.class,
            JsonProperty.class,
            NullMarked.class);

    /** Compiling is what takes the time of these tests, and many plugins are the same. */
    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<String> removed = new ArrayList<>();

    private PluginZipBuilder() {}

    /** A plugin with a complete {@code plugin.properties} and nothing else. */
    public static PluginZipBuilder plugin(String id) {
        return new PluginZipBuilder()
                .property("plugin.id", id)
                .property("plugin.version", "1.2.3")
                .property("plugin.requires", ">=1.0.0 & <2.0.0");
    }

    /** A line of {@code plugin.properties}. */
    public PluginZipBuilder property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /** Leaves a line of {@code plugin.properties} out. */
    public PluginZipBuilder withoutProperty(String key) {
        properties.remove(key);
        return this;
    }

    /** A class to compile into {@code classes/}. */
    public PluginZipBuilder source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** A factory to compile into {@code classes/}. */
    public PluginZipBuilder factory(FactorySource factory) {
        return source(factory.className(), factory.text());
    }

    /** Any file at any place of the zip, in place of what would be there. */
    public PluginZipBuilder file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Any text file at any place of the zip. */
    public PluginZipBuilder file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves a file of the zip out. */
    public PluginZipBuilder without(String name) {
        removed.add(name);
        return this;
    }

    /** Compiles and packs everything. */
    public Path writeTo(Path zip) {
        Map<String, byte[]> content = new LinkedHashMap<>();
        String lines = properties.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .collect(Collectors.joining("\n"));
        content.put("plugin.properties", lines.getBytes(StandardCharsets.ISO_8859_1));
        compiled().forEach((name, bytes) -> content.put("classes/" + name, bytes));
        content.putAll(files);
        content.keySet().removeAll(removed);
        try {
            Files.write(zip, packed(content));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return zip;
    }

    /** A jar or zip with these files, for {@code lib/}. */
    public static byte[] packed(Map<String, byte[]> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return bytes.toByteArray();
    }

    /** The compiled classes and what the annotation processor made of them, by path. */
    public Map<String, byte[]> compiled() {
        return COMPILED.computeIfAbsent(Map.copyOf(sources), key -> compile());
    }

    private Map<String, byte[]> compile() {
        if (sources.isEmpty()) {
            return Map.of();
        }
        try {
            Path output = Files.createTempDirectory("plugin-classes-");
            try {
                compileTo(output);
                return contentOf(output);
            } finally {
                delete(output);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void compileTo(Path output) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "--release", "17", "-processor", "org.pf4j.processor.ExtensionAnnotationProcessor", "-parameters");
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            manager.setLocation(StandardLocation.CLASS_PATH, libraries());
            List<JavaFileObject> units = sources.entrySet().stream()
                    .<JavaFileObject>map(source -> new SourceText(source.getKey(), source.getValue()))
                    .toList();
            if (!compiler.getTask(null, manager, diagnostics, options, null, units)
                    .call()) {
                throw new IllegalArgumentException("does not compile: " + diagnostics.getDiagnostics());
            }
        }
    }

    private List<File> libraries() {
        return PROVIDED.stream().map(PluginZipBuilder::codeOf).distinct().toList();
    }

    private static File codeOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, byte[]> contentOf(Path folder) throws IOException {
        Map<String, byte[]> content = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                content.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return content;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class SourceText extends SimpleJavaFileObject {

        private final String text;

        SourceText(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public OutputStream openOutputStream() {
            throw new UnsupportedOperationException("a source");
        }
    }
}
