package org.printfarm.host.job.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** SQLite's driver before a file is opened: its native library, and how connections are set. Any thread. */
public final class SqliteDriver {

    /** How long a call waits while another process writes. */
    static final Duration BUSY = Duration.ofSeconds(10);

    /** Where the driver unpacks its native library; by default the machine's temporary folder. */
    private static final String UNPACKING = "org.sqlite.tmpdir";

    /** Where the launcher says the native library lies. */
    private static final String LIBRARY_FOLDER = "org.sqlite.lib.path";

    private SqliteDriver() {}

    /** Where other users can neither look nor write, and where the next start of the host sweeps what a killed process left. */
    static void unpackInto(InboxFolder folder) {
        if (System.getProperty(UNPACKING) == null) {
            System.setProperty(UNPACKING, folder.incoming().toString());
        }
    }

    /** Whether somebody put the driver's native library in place, so that the driver need not unpack it. */
    private static boolean isUnpacked() {
        return System.getProperty(LIBRARY_FOLDER) != null;
    }

    /**
     * Lays the driver's native library into a folder for {@value #LIBRARY_FOLDER}. Unpacking it is 0.15 s of CPU for the
     * driver: it compares what it wrote byte by byte.
     */
    public static void unpackLibrary(Path target) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = "/" + LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource.replace("//", "/"))) {
            if (in == null) {
                return;
            }
            Files.createDirectories(target);
            // Not as a temporary file, which other users of the same installation could not read.
            Path whole = target.resolve(name + "." + ProcessHandle.current().pid());
            Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
            Files.move(whole, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Loads the driver, where that leaves no trace: at whatever moment there is time for it. */
    public static void prepare() {
        try {
            if (isUnpacked()) {
                SQLiteJDBCLoader.initialize();
                config();
            }
        } catch (Exception e) {
            // What fails here fails again, and is told, when the file is opened.
            return;
        }
    }

    static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY.toMillis());
        config.enforceForeignKeys(true);
        // A transaction that begins as a reader could not become a writer while another process writes.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return config;
    }
}
