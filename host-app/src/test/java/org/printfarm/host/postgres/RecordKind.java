package org.printfarm.host.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.JobRepository;

/** Where a farm's record may be: whoever tests what it keeps does so with each. */
public enum RecordKind {
    SQLITE {
        @Override
        public InboxFolder in(Path data) {
            return InboxFolder.of(data);
        }
    },
    POSTGRESQL {
        @Override
        public InboxFolder in(Path data) {
            return InboxFolder.of(data, Optional.of(DATABASES.computeIfAbsent(data, folder -> fresh())));
        }
    };

    private static final Map<Path, StoreUrl> DATABASES = new ConcurrentHashMap<>();
    private static final String TEMPLATE = "farm_template";
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** The inbox of a data folder; with the same database at every call. */
    public abstract InboxFolder in(Path data);

    /** A database without a row, but with all tables, of the server that all tests of this process share. */
    public static synchronized StoreUrl fresh() {
        PostgresServer server = PostgresServer.shared();
        if (NEXT.get() == 0) {
            open(server.create(TEMPLATE));
        }
        return server.create("farm_" + NEXT.incrementAndGet() + " TEMPLATE " + TEMPLATE);
    }

    /** Makes the tables. */
    private static void open(StoreUrl template) {
        try {
            Path folder = Files.createTempDirectory("farm-template-");
            JobRepository.open(InboxFolder.of(folder, Optional.of(template)), Clock.systemUTC())
                    .close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
