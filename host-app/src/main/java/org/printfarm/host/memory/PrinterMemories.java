package org.printfarm.host.memory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.printfarm.api.Printer;
import org.printfarm.api.service.PrinterMemory;
import org.printfarm.host.files.OwnerOnlyFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memories of all printers of a farm. Each write waits for the ones before it; of several for one place that wait
 * together, the last one is written.
 */
public final class PrinterMemories implements AutoCloseable {

    /** The folder's name in the data folder. */
    static final String FOLDER = "memory";

    private static final Logger LOG = LoggerFactory.getLogger(PrinterMemories.class);
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{1,32}");
    private static final long CLOSE_SECONDS = 2;
    private static final long IDLE_SECONDS = 10;

    private final Path folder;
    private final Map<Path, byte[]> waiting = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> new Thread(task, "memory"));

    /**
     * Opens nothing yet.
     *
     * @param data the farm's data folder
     */
    public PrinterMemories(Path data) {
        folder = data.resolve(FOLDER);
        writer.allowCoreThreadTimeOut(true);
    }

    /**
     * One printer's memory.
     *
     * @param printer whose
     * @return the same content at every call
     */
    public PrinterMemory of(Printer printer) {
        return new PrinterMemory() {
            @Override
            public Optional<byte[]> read(String service) {
                return PrinterMemories.this.read(file(printer, service));
            }

            @Override
            public void write(String service, byte[] content) {
                PrinterMemories.this.write(file(printer, service), content);
            }
        };
    }

    /** Writes what waits. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("memory=unwritten files={}", waiting.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path file(Printer printer, String service) {
        if (!SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException("service: expected a type like mqtt");
        }
        return folder.resolve(printer.id()).resolve(service);
    }

    private Optional<byte[]> read(Path file) {
        byte[] unwritten = waiting.get(file);
        if (unwritten != null) {
            return Optional.of(unwritten.clone());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(PrinterMemory.MAX_BYTES + 1);
            if (content.length <= PrinterMemory.MAX_BYTES) {
                return Optional.of(content);
            }
            LOG.warn("memory=unreadable file={} reason=too large", file);
        } catch (NoSuchFileException nothingKept) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("memory=unreadable file={} reason={}", file, e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private void write(Path file, byte[] content) {
        if (content.length > PrinterMemory.MAX_BYTES) {
            throw new IllegalArgumentException("content: expected at most " + PrinterMemory.MAX_BYTES + " bytes");
        }
        if (writer.isShutdown()) {
            return;
        }
        waiting.put(file, content.clone());
        writer.execute(() -> flush(file));
    }

    private void flush(Path file) {
        byte[] content = waiting.get(file);
        if (content == null) {
            return;
        }
        try {
            OwnerOnlyFile.write(file, content);
        } catch (IOException e) {
            LOG.error("memory=unwritten file={} reason={}", file, e.getClass().getSimpleName());
        }
        waiting.remove(file, content);
    }
}
