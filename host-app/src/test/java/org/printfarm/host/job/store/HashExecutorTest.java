package org.printfarm.host.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashExecutorTest {

    private static final long LIMIT_SECONDS = 20;

    private final HashExecutor threads = new HashExecutor();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        threads.close();
    }

    private void hold() throws IOException {
        try {
            gate.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aStepGoesOnBesideTheCaller() throws Exception {
        CompletableFuture<Thread> where = new CompletableFuture<>();
        HashExecutor.Started step = threads.start(() -> where.complete(Thread.currentThread()));
        assertThat(where.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
        step.await();
        assertThat(step.isDone()).isTrue();
    }

    @Test
    void whatNoThreadHasBegunIsDoneByWhoeverWaitsForIt() throws IOException {
        for (int i = 0; i < HashExecutor.THREADS + HashExecutor.MAX_WAITING; i++) {
            threads.start(this::hold);
        }
        AtomicInteger done = new AtomicInteger();
        List<HashExecutor.Started> more = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            more.add(threads.start(done::incrementAndGet));
        }
        for (HashExecutor.Started step : more) {
            step.await();
        }
        assertThat(done).hasValue(10);
    }

    @Test
    void afterTheCloseTheWaiterDoesIt() throws IOException {
        threads.close();
        AtomicInteger done = new AtomicInteger();
        HashExecutor.Started step = threads.start(done::incrementAndGet);
        step.await();
        step.await();
        assertThat(done).hasValue(1);
    }

    @Test
    void theWaiterIsToldWhatWentWrong() {
        IOException trouble = new IOException("on purpose");
        HashExecutor.Started step = threads.start(() -> {
            throw trouble;
        });
        assertThatThrownBy(step::await).isSameAs(trouble);
        assertThatThrownBy(step::await).isSameAs(trouble);
    }
}
