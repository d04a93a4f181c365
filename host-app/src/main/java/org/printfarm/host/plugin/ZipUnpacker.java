package org.printfarm.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes files out of a zip that nobody vouches for: within bounds, and never outside of the folder it is given. */
final class ZipUnpacker {

    /** The largest zip that is opened, bytes. The stock plugins have 1 to 10 MB. */
    static final long MAX_ZIP_BYTES = 64L * 1024 * 1024;

    /** The most that a zip may unpack to, bytes. */
    static final long MAX_UNPACKED_BYTES = 256L * 1024 * 1024;

    /** The most files and folders in a zip. */
    static final int MAX_ENTRIES = 20_000;

    /** The longest name in a zip, characters. */
    static final int MAX_NAME_LENGTH = 512;

    /** The deepest folder in a zip. */
    static final int MAX_DEPTH = 40;

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int NAME_BYTES = 16;

    private final ZipFile zip;
    private final Map<String, ZipEntry> files;

    private ZipUnpacker(ZipFile zip, Map<String, ZipEntry> files) {
        this.zip = zip;
        this.files = files;
    }

    /**
     * Looks at all the names first.
     *
     * @param zip stays open as long as this is used; the caller closes it
     * @throws RefusedPluginException when there are too many, or one is not to be trusted
     */
    static ZipUnpacker of(ZipFile zip) throws RefusedPluginException {
        if (zip.size() > MAX_ENTRIES) {
            throw new RefusedPluginException(
                    "holds more than " + MAX_ENTRIES + " files: put libraries in as jars, not taken apart");
        }
        Map<String, ZipEntry> files = new LinkedHashMap<>();
        long room = MAX_UNPACKED_BYTES;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            checkName(entry.getName());
            if (!entry.isDirectory() && files.put(entry.getName(), entry) != null) {
                throw new RefusedPluginException("holds " + Reason.quoted(entry.getName()) + " twice: build it anew");
            }
            room -= entry.getSize();
            if (room < 0) {
                throw new RefusedPluginException("unpacks to more than " + MAX_UNPACKED_BYTES
                        + " bytes: leave out what the plugin does not need");
            }
        }
        return new ZipUnpacker(zip, files);
    }

    private static void checkName(String name) throws RefusedPluginException {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        List<String> steps = List.of(path.split("/", -1));
        boolean strays = steps.stream().anyMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
        boolean odd = path.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7F);
        if (strays || odd || name.length() > MAX_NAME_LENGTH || steps.size() > MAX_DEPTH) {
            throw new RefusedPluginException("holds the name " + Reason.quoted(name)
                    + ", which may lead out of its folder: build it anew, and do not trust where it came from");
        }
    }

    /**
     * A name for what the zip holds: the same for two zips whose files have the same names, sizes and checksums. Made from
     * the zip's directory alone, because digesting all of its bytes took the interpreter of a JVM that just began 0.2 s;
     * {@link #matches} looks at the bytes.
     */
    String contentName() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ZipEntry entry : files.values()) {
                String line = entry.getName() + "\n" + entry.getSize() + " " + entry.getCrc() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /**
     * Whether a folder holds exactly what the zip holds, byte for byte as far as sizes and checksums tell.
     *
     * @param folder may be missing
     */
    boolean matches(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> present = Files.walk(folder)) {
            if (present.filter(Files::isRegularFile).limit(files.size() + 1L).count() != files.size()) {
                return false;
            }
        }
        for (ZipEntry entry : files.values()) {
            Path file = folder.resolve(entry.getName());
            if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize() || checksum(file) != entry.getCrc()) {
                return false;
            }
        }
        return true;
    }

    private static long checksum(Path file) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }

    /**
     * Unpacks everything.
     *
     * @param folder exists and is empty
     * @throws RefusedPluginException when the zip is damaged or too large; some of it is in the folder then
     * @throws IOException when the zip cannot be read or the folder cannot be written
     */
    void unpackTo(Path folder) throws IOException, RefusedPluginException {
        for (ZipEntry entry : files.values()) {
            unpack(entry, place(folder, entry));
        }
    }

    private static Path place(Path folder, ZipEntry entry) throws RefusedPluginException {
        try {
            return folder.resolve(entry.getName());
        } catch (InvalidPathException odd) {
            throw new RefusedPluginException("holds the name " + Reason.quoted(entry.getName())
                    + ", which this machine cannot write: build it anew");
        }
    }

    private void unpack(ZipEntry entry, Path file) throws IOException, RefusedPluginException {
        Files.createDirectories(file.getParent());
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
                OutputStream out = Files.newOutputStream(file)) {
            if (copy(in, out, entry.getSize()) != entry.getSize()
                    || in.getChecksum().getValue() != entry.getCrc()) {
                throw new RefusedPluginException(
                        "is damaged at " + Reason.quoted(entry.getName()) + ": get or build the zip anew");
            }
        }
    }

    /** Stops soon after the size that the zip names, which counted for the bound: what unpacks to more lies about it. */
    private static long copy(InputStream in, OutputStream out, long size) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        for (int read = in.read(buffer); read >= 0 && length <= size; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            length += read;
        }
        return length;
    }
}
