package org.printfarm.host.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a package has the farm of its machine, told by the package's launcher. A checkout and an unpacked archive have none.
 *
 * @param config its configuration, whether there is one or not yet
 * @param data the folder of its data
 */
record InstalledFarm(Path config, Path data) {

    private static final String CONFIG = "farm.config";
    private static final String DATA = "farm.data";

    static Optional<InstalledFarm> find() {
        return Optional.ofNullable(System.getProperty(CONFIG))
                .map(config -> new InstalledFarm(Path.of(config), Path.of(System.getProperty(DATA, ""))));
    }

    /** Whether a farm that is begun in this folder is that of the machine. */
    boolean isIn(Path folder) {
        return folder.toAbsolutePath().normalize().equals(config.getParent());
    }
}
