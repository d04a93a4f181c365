package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarlySyncTest {

    private final HashExecutor threads = new HashExecutor();
    private final AtomicInteger syncs = new AtomicInteger();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void itSyncsOnceForEachStep() throws IOException {
        EarlySync sync = new EarlySync(threads, syncs::incrementAndGet);
        sync.written(EarlySync.STEP_BYTES - 1);
        sync.await();
        assertThat(syncs).hasValue(0);
        sync.written(EarlySync.STEP_BYTES);
        sync.await();
        sync.written(EarlySync.STEP_BYTES + 1);
        sync.await();
        assertThat(syncs).hasValue(1);
        sync.written(2 * EarlySync.STEP_BYTES);
        sync.await();
        assertThat(syncs).hasValue(2);
    }

    /** Linux tells a failed write-back to one sync of a file only: the last one would succeed. */
    @Test
    void aSyncThatFailedOnTheWayIsRememberedAtTheEnd() throws IOException {
        IOException trouble = new IOException("on purpose");
        EarlySync sync = new EarlySync(threads, () -> {
            if (syncs.incrementAndGet() == 1) {
                throw trouble;
            }
        });
        sync.written(EarlySync.STEP_BYTES);
        assertThatThrownBy(sync::await).isSameAs(trouble);
        assertThatThrownBy(() -> sync.written(2 * EarlySync.STEP_BYTES)).isSameAs(trouble);
        assertThat(syncs).hasValue(1);
    }
}
