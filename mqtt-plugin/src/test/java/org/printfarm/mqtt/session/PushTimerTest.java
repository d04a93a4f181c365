package org.printfarm.mqtt.session;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushTimerTest {

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger pushes = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();

    @AfterEach
    void stop() {
        loop.shutdownNow();
    }

    @Test
    void goesOnAfterAnErrorAndAfterTellingItFailedToo() {
        PushTimer timer = new PushTimer(
                loop,
                Duration.ofMillis(1),
                () -> {
                    if (pushes.incrementAndGet() <= 2) {
                        throw new OutOfMemoryError("test");
                    }
                },
                () -> {
                    if (faults.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("test");
                    }
                });
        loop.execute(timer::start);
        await().atMost(Duration.ofSeconds(30)).until(() -> pushes.get() > 4 && faults.get() == 2);
        loop.execute(timer::stop);
    }
}
