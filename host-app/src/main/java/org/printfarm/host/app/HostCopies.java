package org.printfarm.host.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.printfarm.host.cluster.CommonFiles;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.config.StoreUrl;

/**
 * This host's copies of what all hosts of the farm have in common: up to date when this has been begun, and brought to the others by
 * {@link #keep}. No other host changes them until this is closed. Does nothing for a farm in SQLite. One thread.
 */
final class HostCopies implements AutoCloseable {

    private @Nullable CommonFiles files;

    /** Of a farm whose database is not known yet. */
    HostCopies() {}

    /** Of a farm. */
    static HostCopies of(FarmConfig config) throws IOException {
        HostCopies copies = new HostCopies();
        if (config.store().isPresent()) {
            copies.begin(config.store().get(), config.data());
        }
        return copies;
    }

    /** Brings the copies in a data folder up to date. */
    void begin(StoreUrl store, Path data) throws IOException {
        CommonFiles opened = CommonFiles.open(store, data);
        files = opened;
        try {
            opened.pull();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Brings what became of them to the others. */
    void keep() throws IOException {
        if (files != null) {
            files.push();
            files.commit();
        }
    }

    /** The same, with the file that the farm is run with. */
    void keepWith(Path configuration) throws IOException {
        if (files != null && Files.exists(configuration)) {
            files.use(Files.readString(configuration));
        }
        keep();
    }

    @Override
    public void close() {
        if (files != null) {
            files.close();
            files = null;
        }
    }
}
