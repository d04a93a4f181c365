package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.cluster.InTheWayException;
import org.printfarm.host.cluster.Membership;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.postgres.RecordKind;

/** Commands and hosts with one database. */
final class RecordOwnerIT {

    private static final Duration LEASE = Duration.ofMillis(800);

    @TempDir
    private Path folder;

    @Test
    void aCommandWorksWithTheRecordOnlyWhileNoOtherHostDoes() throws Exception {
        StoreUrl url = RecordKind.fresh();
        Optional<StoreUrl> store = Optional.of(url);
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        try (Membership host = RecordOwner.entered(url, one, LEASE, false).start(Optional::empty);
                Membership beside = RecordOwner.entered(url, two, LEASE, false).start(Optional::empty)) {
            assertThat(beside.clock().lasts()).isTrue();
            assertThatThrownBy(() -> RecordOwner.take(folder, store, LEASE))
                    .isInstanceOf(RecordOwner.TakenException.class)
                    .hasMessageContaining(url.toString())
                    .hasMessageContaining("stop all hosts of the farm first");
            assertThat(host.clock().lasts()).isTrue();
        }
        try (RecordOwner command = RecordOwner.take(one, store, LEASE)) {
            try (Membership host = RecordOwner.entered(url, two, LEASE, false)) {
                assertThatThrownBy(() -> host.start(Optional::empty)).isInstanceOf(InTheWayException.class);
            }
        }
        RecordOwner.take(two, store, LEASE).close();
        assertThat(two.resolve("host-id")).exists();
    }

    @Test
    void inSqliteTheDataFolderIsAllThatIsNeeded() throws Exception {
        RecordOwner.take(folder, Optional.empty(), LEASE).close();
        assertThat(folder.resolve("host-id")).doesNotExist();
    }
}
