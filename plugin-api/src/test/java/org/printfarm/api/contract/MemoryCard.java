package org.printfarm.api.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.printfarm.api.job.CardFile;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.PrinterCard;

/** The card of a {@link MemoryIntake}. */
public final class MemoryCard implements PrinterCard {

    private final Supplier<Map<String, MemoryIntake.StoredFile>> jobs;
    private final Map<String, CardFile> files = new LinkedHashMap<>();

    MemoryCard(Supplier<Map<String, MemoryIntake.StoredFile>> jobs) {
        this.jobs = jobs;
    }

    synchronized void place(String jobId, String folder, String name) {
        files.values().removeIf(file -> file.jobId().equals(jobId));
        String path = folder.isEmpty() ? name : folder + "/" + name;
        files.remove(path);
        long bytes = content(jobId).remaining();
        files.put(path, new CardFile(jobId, path, bytes, Instant.now()));
    }

    private ByteBuffer content(String jobId) {
        return Objects.requireNonNull(jobs.get().get(jobId), "no such job")
                .content()
                .duplicate();
    }

    @Override
    public synchronized List<CardFile> newest() {
        List<CardFile> all = new ArrayList<>(files.values());
        Collections.reverse(all);
        return all.stream().limit(MAX_LISTED).toList();
    }

    @Override
    public synchronized Optional<CardFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public SeekableByteChannel read(CardFile file) throws IntakeException {
        byte[] bytes = new byte[(int) file.bytes()];
        content(file.jobId()).get(bytes);
        try {
            Path copy = Files.createTempFile("card", ".bin");
            Files.copy(new ByteArrayInputStream(bytes), copy, StandardCopyOption.REPLACE_EXISTING);
            return Files.newByteChannel(copy, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new IntakeException(IntakeException.Reason.STORAGE, "no temporary file", e);
        }
    }

    @Override
    public synchronized boolean remove(String path) {
        return files.remove(path) != null;
    }
}
