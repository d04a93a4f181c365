package org.printfarm.simulator.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** All that was done to machines, in order. Any thread. */
public final class MachineRecord implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final @Nullable Writer file;

    private MachineRecord(@Nullable Writer file) {
        this.file = file;
    }

    /** What happens to machines. */
    public enum Kind {
        /** Somebody logged in over MQTT. */
        CONNECTED,
        /** A login was refused. */
        LOGIN_REFUSED,
        /** A file is stored. */
        UPLOADED,
        /** A file was not stored. */
        UPLOAD_FAILED,
        /** A file was removed. */
        DELETED,
        /** A print was begun. */
        STARTED,
        /** A start was refused. */
        START_REFUSED,
        /** A print ended before its time: cancelled by a start, stopped, failed, or the power was cut. */
        BROKEN_OFF,
        /** A print ended well. */
        FINISHED,
        /** Pause, resume, stop or light. */
        COMMAND
    }

    /**
     * One thing that happened.
     *
     * @param at when
     * @param machine to which machine
     * @param kind what
     * @param details by name, for instance {@code task}, {@code file}, {@code bytes}, {@code mapping}
     */
    public record Entry(Instant at, String machine, Kind kind, Map<String, String> details) {}

    /**
     * Begins a record.
     *
     * @param file a line of JSON is appended to it for each entry; null for memory alone
     * @return empty
     * @throws IOException when the file cannot be written
     */
    public static MachineRecord open(@Nullable Path file) throws IOException {
        return new MachineRecord(
                file == null
                        ? null
                        : Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /**
     * Notes one thing.
     *
     * @param machine to which machine
     * @param kind what
     * @param details by name
     */
    public void add(String machine, Kind kind, Map<String, String> details) {
        Entry entry = new Entry(Instant.now(), machine, kind, Map.copyOf(details));
        entries.add(entry);
        append(entry);
    }

    private synchronized void append(Entry entry) {
        if (file == null) {
            return;
        }
        try {
            file.write(JSON.writeValueAsString(Map.of(
                            "at", entry.at().toString(),
                            "machine", entry.machine(),
                            "kind", entry.kind(),
                            "details", entry.details()))
                    + "\n");
            file.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the record cannot be written", e);
        }
    }

    /**
     * Everything of one kind.
     *
     * @param machine the machine's id
     * @param kind which kind
     * @return in order
     */
    public List<Entry> of(String machine, Kind kind) {
        return entries.stream()
                .filter(entry -> entry.machine().equals(machine) && entry.kind() == kind)
                .toList();
    }

    /**
     * Everything of one kind, of all machines.
     *
     * @param kind which kind
     * @return in order
     */
    public List<Entry> of(Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
