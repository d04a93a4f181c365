package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** Two hosts and one database. */
final class RecordOwnerIT {

    @TempDir
    private Path folder;

    @Test
    void oneHostAtATimeWorksWithARecord() throws Exception {
        StoreUrl url = RecordKind.fresh();
        Optional<StoreUrl> store = Optional.of(url);
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        AtomicBoolean isLost = new AtomicBoolean();
        try (RecordOwner first = RecordOwner.take(one, store)) {
            first.onLoss(() -> isLost.set(true));
            assertThatThrownBy(() -> RecordOwner.take(two, store))
                    .isInstanceOf(RecordOwner.TakenException.class)
                    .hasMessageContaining("one host at a time")
                    .hasMessageContaining(Files.readString(one.resolve("host-id")));
            // As if it had not been heard of for as long as a lease.
            PostgresServer.shared().execute(url.database(), "UPDATE lease SET owner = 'gone', epoch = epoch + 1");
            await().untilTrue(isLost);
        }
        RecordOwner.take(folder, Optional.empty()).close();
        assertThat(folder.resolve("host-id")).doesNotExist();
    }

    @Test
    void whoeverStoppedIsFollowedAtOnce() throws Exception {
        Optional<StoreUrl> store = Optional.of(RecordKind.fresh());
        RecordOwner.take(Files.createDirectory(folder.resolve("one")), store).close();
        RecordOwner.take(Files.createDirectory(folder.resolve("two")), store).close();
        assertThat(folder.resolve("two/host-id")).exists();
    }
}
