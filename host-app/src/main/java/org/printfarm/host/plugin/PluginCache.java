package org.printfarm.host.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where zips are unpacked to: a folder of the host's own, with one folder for each content that a zip ever had. A start that
 * finds its content there does not unpack again, and a changed zip gets another folder.
 *
 * <p>Crashes and neighbours: a zip is unpacked under a temporary name and renamed when it is whole; before a folder is used
 * again, every file in it is compared with the zip. One thread at a time; any number of processes.
 */
final class PluginCache implements AutoCloseable {

    /** How many unpacked plugins are kept, used lately or not; older ones go when nobody uses the cache. */
    static final int KEPT_FOLDERS = 64;

    /** How often a rename is tried when other processes unpack the same zip. */
    private static final int MAX_RENAMES = 5;

    private static final Pattern UNPACKED = Pattern.compile("[0-9a-f]{32}");
    /** The last kind was written by earlier hosts. */
    private static final Pattern LEFT_OVER = Pattern.compile("(new|old|good)-.*");

    private static final Logger LOG = LoggerFactory.getLogger(PluginCache.class);

    private final Path folder;
    private final CacheLease lease;

    private PluginCache(Path folder, CacheLease lease) {
        this.folder = folder;
        this.lease = lease;
    }

    /**
     * Makes the folder where it is missing, for its owner alone, and takes part in using it.
     *
     * @throws IOException when it cannot be used; the message names it and the mend
     */
    static PluginCache open(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return new PluginCache(folder, CacheLease.take(folder, () -> clean(folder)));
        } catch (IOException unusable) {
            throw new IOException(
                    "plugin cache " + folder
                            + " cannot be used: give the user that runs the farm the right to write there" + " ("
                            + Reason.thrown(unusable) + ")",
                    unusable);
        }
    }

    /** Where the content of a zip lies unpacked, every byte of it compared. */
    Path unpacked(Path file) throws IOException, RefusedPluginException {
        if (Files.size(file) > ZipUnpacker.MAX_ZIP_BYTES) {
            throw new RefusedPluginException(
                    "is larger than " + ZipUnpacker.MAX_ZIP_BYTES + " bytes: leave out what the plugin does not need");
        }
        Path target;
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipUnpacker unpacker = ZipUnpacker.of(zip);
            target = folder.resolve(unpacker.contentName());
            if (!unpacker.matches(target)) {
                unpack(unpacker, target);
            }
        } catch (ZipException | IllegalArgumentException garbage) {
            throw new RefusedPluginException(
                    "is not a readable zip (" + Reason.thrown(garbage) + "): get or build it anew");
        }
        touch(target);
        return target;
    }

    /** It was used. */
    private static void touch(Path target) throws IOException {
        Files.setLastModifiedTime(target, FileTime.from(Instant.now()));
    }

    private void unpack(ZipUnpacker unpacker, Path target) throws IOException, RefusedPluginException {
        Path fresh = Files.createTempDirectory(folder, "new-");
        try {
            unpacker.unpackTo(fresh);
            for (int tries = 1; !rename(fresh, target); tries++) {
                if (unpacker.matches(target)) {
                    return;
                }
                if (tries == MAX_RENAMES) {
                    throw new IOException("cannot replace " + target + ": stop the other hosts and remove that folder");
                }
                rename(target, folder.resolve("old-" + UUID.randomUUID()));
            }
        } finally {
            delete(fresh);
        }
    }

    /** False when another one is already there, or the first is gone. */
    private static boolean rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException occupied) {
            if (Files.exists(to) || !Files.exists(from)) {
                return false;
            }
            throw occupied;
        }
    }

    private static void clean(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> all = children.toList();
            all.stream().filter(child -> named(child, LEFT_OVER)).forEach(PluginCache::delete);
            all.stream()
                    .filter(PluginCache::isUnpacked)
                    .sorted(Comparator.comparing(PluginCache::lastUse).reversed())
                    .skip(KEPT_FOLDERS)
                    .forEach(PluginCache::delete);
        } catch (IOException | UncheckedIOException untidy) {
            LOG.debug("cannot clean up {}", folder, untidy);
        }
    }

    /** Whether a name is that of an unpacked zip. */
    static boolean isUnpacked(Path child) {
        return named(child, UNPACKED);
    }

    private static boolean named(Path child, Pattern pattern) {
        return pattern.matcher(DropInFolder.name(child)).matches();
    }

    private static FileTime lastUse(Path child) {
        try {
            return Files.getLastModifiedTime(child);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    /** What cannot be removed now is found again by the next cleaning. */
    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException untidy) {
            LOG.debug("cannot remove {}", tree, untidy);
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}
