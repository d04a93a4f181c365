package org.printfarm.host.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PluginExecutorTest {

    /** Only calls that hang for ever are made under it, so that a slow machine changes nothing. */
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Supervisor supervisor = new Supervisor();
    private final BlockingQueue<Answer<String>> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        never.countDown();
        supervisor.close();
    }

    @Test
    void callsAreMadeInOrderOnOneNamedDaemonWithThePluginsClassLoader() throws InterruptedException {
        ClassLoader classes = new ClassLoader(null) {};
        List<String> order = new ArrayList<>();
        try (PluginExecutor lane = new PluginExecutor("bind", classes, TestFarm.PATIENCE, supervisor)) {
            for (String name : List.of("a", "b", "c")) {
                lane.call(
                        () -> true,
                        () -> {
                            order.add(name);
                            Thread thread = Thread.currentThread();
                            return thread.getName() + thread.isDaemon() + (thread.getContextClassLoader() == classes);
                        },
                        answers::add);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(next()).isEqualTo(new Answer.Returned<>("plugin-bindtruetrue"));
            }
        }
        assertThat(order).containsExactly("a", "b", "c");
    }

    @Test
    void aCallThatNobodyWantsAnyMoreIsNotMade() throws InterruptedException {
        AtomicBoolean isMade = new AtomicBoolean();
        try (PluginExecutor lane = lane(TestFarm.PATIENCE)) {
            lane.call(
                    () -> false,
                    () -> {
                        isMade.set(true);
                        return "";
                    },
                    answers::add);
            assertThat(next()).isInstanceOf(Answer.NotCalled.class);
        }
        assertThat(isMade).isFalse();
    }

    @Test
    void aCallThatHangsIsInterruptedAndTheNextOnesGoOn() throws InterruptedException {
        BlockingQueue<Answer<String>> hanging = new LinkedBlockingQueue<>();
        try (PluginExecutor lane = lane(SHORT)) {
            lane.call(
                    () -> true,
                    () -> {
                        never.await();
                        return "";
                    },
                    hanging::add);
            hang(lane);
            assertThat(take(hanging)).isInstanceOf(Answer.GaveUp.class);
            assertThat(take(hanging))
                    .isInstanceOfSatisfying(
                            Answer.Late.class,
                            late -> assertThat(late.answer())
                                    .isInstanceOfSatisfying(
                                            Answer.Threw.class,
                                            threw -> assertThat(threw.thrown())
                                                    .isInstanceOf(InterruptedException.class)));
        }
    }

    @Test
    void whenTooManyCallsHangThePluginIsLeftAloneUntilOneComesBack() throws InterruptedException {
        try (PluginExecutor lane = lane(SHORT)) {
            for (int i = 0; i < PluginExecutor.MAX_ABANDONED; i++) {
                hang(lane);
                assertThat(next()).isInstanceOf(Answer.GaveUp.class);
            }
            lane.call(() -> true, () -> "not made", answers::add);
            assertThat(next()).isInstanceOf(Answer.NotCalled.class);
            lane.hurry(TestFarm.PATIENCE);
            lane.callLast(() -> "made all the same", answers::add);
            assertThat(next()).isEqualTo(new Answer.Returned<>("made all the same"));

            never.countDown();
            for (int i = 0; i < PluginExecutor.MAX_ABANDONED; i++) {
                assertThat(next()).isEqualTo(new Answer.Late<>(new Answer.Returned<>("late")));
            }
            lane.call(() -> true, () -> "made again", answers::add);
            assertThat(next()).isEqualTo(new Answer.Returned<>("made again"));
        }
    }

    @Test
    void hurryEndsTheCallThatRuns() throws InterruptedException {
        try (PluginExecutor lane = lane(TestFarm.PATIENCE)) {
            hang(lane);
            lane.hurry(SHORT);
            assertThat(next()).isInstanceOf(Answer.GaveUp.class);
        }
    }

    @Test
    void afterCloseNothingIsCalled() throws InterruptedException {
        PluginExecutor lane = lane(TestFarm.PATIENCE);
        hang(lane);
        lane.call(() -> true, () -> "not made", answers::add);
        lane.close();
        assertThat(next()).isInstanceOf(Answer.NotCalled.class);
        lane.call(() -> true, () -> "not made", answers::add);
        assertThat(next()).isInstanceOf(Answer.NotCalled.class);
    }

    private PluginExecutor lane(Duration limit) {
        return new PluginExecutor("bind", null, limit, supervisor);
    }

    /** A call that does not even listen to interrupts. Returns when it is running or may be given up already. */
    private void hang(PluginExecutor lane) {
        CountDownLatch isRunning = new CountDownLatch(1);
        lane.call(
                () -> true,
                () -> {
                    isRunning.countDown();
                    while (never.getCount() > 0) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.onSpinWait();
                        }
                    }
                    return "late";
                },
                answers::add);
        TestFarm.await(isRunning);
    }

    private Answer<String> next() throws InterruptedException {
        return take(answers);
    }

    private static Answer<String> take(BlockingQueue<Answer<String>> queue) throws InterruptedException {
        Answer<String> answer = queue.poll(TestFarm.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("no answer");
        }
        return answer;
    }
}
