package org.printfarm.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkPoolTest {

    private static final long LIMIT_SECONDS = 20;

    private final WorkPool pool = new WorkPool();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        pool.close();
    }

    private void hold() {
        try {
            gate.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void onePrintersSlowTasksLeaveThreadsForAnother() throws InterruptedException {
        WorkPool.Lane slow = pool.newLane();
        for (int i = 0; i < 100; i++) {
            slow.submit(this::hold);
        }
        CountDownLatch ran = new CountDownLatch(1);
        pool.newLane().submit(ran::countDown);
        assertThat(ran.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitingTasksRunInOrderWhenThereIsRoom() throws InterruptedException {
        WorkPool.Lane lane = pool.newLane();
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(1);
        lane.submit(this::hold);
        for (int i = 0; i < 50; i++) {
            int number = i;
            lane.submit(() -> order.add(number));
        }
        lane.submit(done::countDown);
        assertThat(done.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(List.copyOf(order)).hasSize(50).isSorted();
    }

    @Test
    void aTaskThatThrowsDoesNotEndItsLane() throws InterruptedException {
        WorkPool.Lane lane = pool.newLane();
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            lane.submit(() -> {
                throw new IllegalStateException("on purpose");
            });
        }
        lane.submit(done::countDown);
        assertThat(done.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void afterTheCloseTasksStillRunSoThatPartialFilesAreThrownAway() {
        WorkPool.Lane lane = pool.newLane();
        pool.close();
        CountDownLatch done = new CountDownLatch(1);
        lane.submit(done::countDown);
        assertThat(done.getCount()).isZero();
    }
}
