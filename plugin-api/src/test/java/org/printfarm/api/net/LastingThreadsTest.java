package org.printfarm.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that throw what they may not. */
final class LastingThreadsTest {

    private final List<Throwable> told = new CopyOnWriteArrayList<>();
    private final LastingThreads threads = new LastingThreads("lasting-test", told::add);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        threads.close(Duration.ofSeconds(10));
        threads.close(Duration.ZERO);
    }

    @Test
    void aLoopThatThrowsIsToldAndTakenUpAgainUntilItEndsByItself() {
        threads.execute(this::throwsTwice, () -> true);

        await().until(() -> runs.get() == 3);
        assertThat(told).hasSize(2).hasOnlyElementsOfType(StackOverflowError.class);
    }

    @Test
    void aLoopThatIsReplacedIsNotRunAgain() {
        threads.execute(this::throwsTwice, () -> false);

        await().until(() -> told.size() == 1);
        threads.close(Duration.ofSeconds(10));
        assertThat(runs).hasValue(1);
    }

    @Test
    void neitherTheMendingNorTheTellingEndsALoop() {
        LastingThreads deaf = new LastingThreads("lasting-test", thrown -> {
            throw new OutOfMemoryError("no memory to tell it with");
        });
        deaf.execute(this::throwsTwice, () -> {
            throw new IllegalStateException("cannot be mended");
        });

        await().until(() -> runs.get() == 3);
        deaf.close(Duration.ofSeconds(10));
    }

    @Test
    void whatIsRunOnceMayThrowToo() {
        threads.execute(() -> {
            throw new StackOverflowError();
        });

        await().until(() -> told.size() == 1);
    }

    private void throwsTwice() {
        if (runs.incrementAndGet() < 3) {
            throw new StackOverflowError();
        }
    }
}
