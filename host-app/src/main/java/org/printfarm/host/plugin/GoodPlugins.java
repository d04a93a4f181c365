package org.printfarm.host.plugin;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.printfarm.api.ApiVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in the cache which zips were unpacked, compared byte by byte and inspected, so that the next start need not do it
 * again as long as nothing changed. Without it that was a quarter of what the main thread does before the first port opens (35
 * of 144 stack samples).
 *
 * <p>A note for each zip holds what it was true of: the boot of the machine, the host's own code, size, time and file key
 * of the zip, and name, size and time of every file that was unpacked. Anything else than exactly that, and the zip is looked
 * at as if it were new. The boot is in it because what was written before the power failed may be on the disk in part. A machine that does not
 * tell its boot (there is no {@code /proc}) has nothing remembered. One thread at a time; any number of processes.
 */
final class GoodPlugins {

    static final String PREFIX = "good-";

    /** Where Linux tells which boot this is. */
    static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** A zip that changed this short a time ago may change again without another time on it. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    /** The largest note that is read, bytes: 20,000 files with long names. */
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(GoodPlugins.class);

    private final Path cache;
    private final Path boot;
    private final Clock clock;

    /**
     * The memory of one cache.
     *
     * @param cache where the notes lie, beside the unpacked folders
     * @param boot a file that holds another text after each boot; may be missing
     * @param clock what time it is
     */
    GoodPlugins(Path cache, Path boot, Clock clock) {
        this.cache = cache;
        this.boot = boot;
        this.clock = clock;
    }

    /**
     * Where a zip lies unpacked that was found good before.
     *
     * @return empty when it is not known, or when anything changed
     */
    Optional<Path> find(Path zip) {
        Path file = note(zip);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            String remembered = Files.readString(file, StandardCharsets.UTF_8);
            Path folder = cache.resolve(remembered.substring(0, Math.max(0, remembered.indexOf('\n'))));
            if (!PluginCache.isUnpacked(folder) || !Files.isDirectory(folder)) {
                return Optional.empty();
            }
            Optional<String> identity = identity(zip);
            if (identity.isEmpty() || !remembered.equals(describe(identity.get(), folder))) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Optional.of(folder);
        } catch (IOException | RuntimeException unreadable) {
            LOG.debug("cannot use {}", file, unreadable);
            return Optional.empty();
        }
    }

    /**
     * What tells a zip from any other that may take its name.
     *
     * @return empty when the file cannot be looked at
     */
    Optional<String> identity(Path zip) {
        try {
            StringBuilder text = new StringBuilder();
            append(text, "zip " + zip.toAbsolutePath(), zip);
            if (zip.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                text.append(Files.getAttribute(zip, "unix:ctime")).append('\n');
            }
            return Optional.of(text.toString());
        } catch (IOException | RuntimeException unreadable) {
            LOG.debug("cannot look at {}", zip, unreadable);
            return Optional.empty();
        }
    }

    /**
     * Remembers that a zip is good. What goes wrong here costs the next start some time and nothing else.
     *
     * @param identity the zip's before it was read: should another one have taken its place since, nothing is remembered
     * @param folder where it lies unpacked
     */
    void remember(Path zip, String identity, Path folder) {
        Path fresh = null;
        try {
            FileTime changed = Files.getLastModifiedTime(zip);
            if (changed.toInstant().isAfter(clock.instant().minus(SETTLED))
                    || !identity(zip).equals(Optional.of(identity))) {
                return;
            }
            String note = describe(identity, folder);
            fresh = Files.createTempFile(cache, "new-", "");
            Files.writeString(fresh, note, StandardCharsets.UTF_8);
            Files.move(fresh, note(zip), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException unwritable) {
            LOG.debug("cannot remember {}", zip, unwritable);
        } finally {
            remove(fresh);
        }
    }

    /** What was moved to its name is not there any more. */
    private static void remove(@Nullable Path fresh) {
        try {
            if (fresh != null) {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException untidy) {
            LOG.debug("cannot remove {}", fresh, untidy);
        }
    }

    private Path note(Path zip) {
        return cache.resolve(PREFIX + DropInFolder.name(zip));
    }

    /** Its first line is the folder's name. */
    private String describe(String identity, Path folder) throws IOException {
        StringBuilder text = new StringBuilder(16 * 1024);
        text.append(DropInFolder.name(folder)).append('\n');
        text.append("boot ").append(Files.readString(boot).strip()).append('\n');
        text.append("api ").append(ApiVersion.CURRENT).append('\n');
        append(text, "host", host());
        text.append(identity);
        appendFiles(text, folder.toFile());
        return text.toString();
    }

    /** By {@link File}: its few native calls took 5 ms for 350 files in a JVM that just began, where a file visitor took 40. */
    private static void appendFiles(StringBuilder text, File folder) {
        String[] names = folder.list();
        if (names == null) {
            throw new IllegalStateException("cannot be listed");
        }
        Arrays.sort(names);
        for (String name : names) {
            File file = new File(folder, name);
            if (file.isDirectory()) {
                text.append(name).append("/\n");
                appendFiles(text, file);
                text.append("..\n");
            } else {
                text.append(name)
                        .append(' ')
                        .append(file.length())
                        .append(' ')
                        .append(file.lastModified())
                        .append('\n');
            }
        }
    }

    /** The code that inspects: a newer host may find fault with what an older one let pass. */
    private static Path host() throws IOException {
        CodeSource source = GoodPlugins.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new NoSuchFileException("the host's code");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException odd) {
            throw new IOException("the host's code has an odd address", odd);
        }
    }

    private static void append(StringBuilder text, String name, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        text.append(name)
                .append(' ')
                .append(attributes.size())
                .append(' ')
                .append(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS))
                .append(' ')
                .append(attributes.fileKey())
                .append('\n');
    }
}
