package org.printfarm.host.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobRepository;

/**
 * Puts a {@link FarmBackup} back, whether the farm's host runs or not. Its jobs take the place of those that are there, all of
 * them or none. Every other file is written only where there is none: a running host holds them in memory, and what a farm has
 * become since is not undone by accident.
 */
public final class FarmRestore {

    private final Path data;
    private final Path unpacked;

    private FarmRestore(Path data, Path unpacked) {
        this.data = data;
        this.unpacked = unpacked;
    }

    /**
     * What was put back.
     *
     * @param jobs how many there are now
     * @param lost jobs in the backup whose file is not in it, or is damaged there
     * @param kept other files that were there and stayed as they were
     */
    public record Restored(long jobs, long lost, List<String> kept) {}

    /**
     * Restores.
     *
     * @param backup the zip
     * @param data the farm's data folder; made when it is missing
     * @param inbox in it
     * @return what was done
     * @throws IOException when the backup is damaged or of a newer version, or something cannot be written; then the jobs are as
     *     they were
     */
    public static Restored from(Path backup, Path data, InboxFolder inbox) throws IOException {
        try (ZipFile zip = open(backup)) {
            Files.createDirectories(data);
            try (JobRepository repository = JobRepository.open(inbox, Clock.systemUTC())) {
                return from(zip, data, repository);
            }
        }
    }

    /** The same with a record of jobs that is open. */
    static Restored from(Path backup, Path data, JobRepository repository) throws IOException {
        try (ZipFile zip = open(backup)) {
            return from(zip, data, repository);
        }
    }

    private static ZipFile open(Path backup) throws IOException {
        ZipFile zip = new ZipFile(backup.toFile());
        if (zip.getEntry(FarmBackup.RECORD) == null) {
            zip.close();
            throw new IOException(backup + " is no backup of a farm");
        }
        return zip;
    }

    private static Restored from(ZipFile zip, Path data, JobRepository repository) throws IOException {
        Path unpacked = repository.folder().createIncomingFolder();
        try {
            FarmRestore restore = new FarmRestore(data, unpacked);
            restore.unpack(zip);
            long lost = restore.jobs(repository);
            List<String> kept = restore.otherFiles();
            return new Restored(repository.queries().totals().jobs(), lost, kept);
        } finally {
            remove(unpacked);
        }
    }

    private void unpack(ZipFile zip) throws IOException {
        InboxFolder.of(unpacked).create();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            Path target = unpacked.resolve(entry.getName()).normalize();
            if (!target.startsWith(unpacked) || target.equals(unpacked) || entry.isDirectory()) {
                throw new IOException("the backup has an entry that no backup has");
            }
            Files.createDirectories(target.resolveSibling(""));
            boolean whole;
            try (InputStream packed = zip.getInputStream(entry);
                    DigestInputStream in = new DigestInputStream(packed, FarmBackup.sha256())) {
                write(in, target);
                whole = !entry.getName().startsWith(FarmBackup.FILES) || FarmBackup.isWhole(entry.getName(), in);
            }
            if (!whole) {
                Files.delete(target);
            }
        }
    }

    private static void write(InputStream in, Path target) throws IOException {
        Files.createFile(target, OwnerOnlyFile.forFile(target));
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
            in.transferTo(Channels.newOutputStream(out));
            out.force(true);
        }
    }

    private long jobs(JobRepository own) throws IOException {
        InboxFolder theirs = InboxFolder.of(unpacked);
        long lost;
        try (JobRepository repository = JobRepository.open(theirs, Clock.systemUTC())) {
            lost = repository.forgetWithoutFile();
        }
        own.replaceBy(theirs);
        return lost;
    }

    private List<String> otherFiles() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(unpacked)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(unpacked.resolve("inbox")))
                    .toList();
        }
        List<String> kept = new ArrayList<>();
        for (Path file : files) {
            Path target = data.resolve(unpacked.relativize(file));
            if (Files.exists(target)) {
                kept.add(unpacked.relativize(file).toString());
            } else {
                Files.createDirectories(target.resolveSibling(""), OwnerOnlyFile.forFolder(data));
                Files.move(file, target);
            }
        }
        return kept;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
