package org.printfarm.host.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.printfarm.host.files.OwnerOnlyFile;
import org.printfarm.host.job.FarmBackup;
import org.printfarm.host.job.store.HostStore.Self;

/** Who this host is among those of a farm: a data folder on a machine. */
final class HostIdentity {

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final String NAMELESS = "host";

    private HostIdentity() {}

    /** That of a data folder, which keeps its id. */
    static Self of(Path data, Duration lease) throws IOException {
        Path file = data.resolve(FarmBackup.HOST_ID);
        if (!Files.exists(file)) {
            OwnerOnlyFile.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        }
        String machine = Files.exists(HOST_NAME) ? Files.readString(HOST_NAME).strip() : NAMELESS;
        String version = HostIdentity.class.getPackage().getImplementationVersion();
        return new Self(Files.readString(file).strip(), machine, version == null ? "" : version, lease);
    }
}
