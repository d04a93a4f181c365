package org.printfarm.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is thrown on the loop's thread, and who still serves then. */
class DataLoopTest {

    private static final long LIMIT_SECONDS = 20;

    private final CountDownLatch restarted = new CountDownLatch(1);
    private final AtomicInteger faults = new AtomicInteger();
    private final CountDownLatch bystanderTold = new CountDownLatch(1);
    private final DataLoop loop = new DataLoop("data", () -> {}, restarted::countDown);

    DataLoopTest() throws IOException {}

    @AfterEach
    void close() {
        loop.close();
    }

    /** Does what a test says with a socket that is ready at once. */
    private static LoopHandler handler(Runnable onReady, Runnable onFault) {
        return new LoopHandler() {
            @Override
            public void onReady() {
                onReady.run();
            }

            @Override
            public void onTick(long now) {
                // Time plays no part here.
            }

            @Override
            public void onFault() {
                onFault.run();
            }
        };
    }

    private void register(LoopHandler handler) throws IOException {
        Pipe pipe = Pipe.open();
        loop.execute(() -> {
            try {
                loop.register(pipe.sink(), SelectionKey.OP_WRITE, handler);
            } catch (IOException e) {
                faults.incrementAndGet();
            }
        });
    }

    private static void overflow() {
        throw new StackOverflowError("made by a test");
    }

    private void assertServes() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        register(handler(ready::countDown, () -> {}));
        assertThat(ready.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.isServing()).isTrue();
        assertThat(faults).hasValue(0);
    }

    @Test
    void anErrorOfOneConnectionEndsThatOne() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        register(handler(DataLoopTest::overflow, told::countDown));
        assertThat(told.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertServes();
        assertThat(restarted.getCount()).isOne();
    }

    @Test
    void anErrorThatEscapesEndsAllConnectionsTellsThemAndTheLoopServesAnew() throws Exception {
        register(handler(() -> {}, bystanderTold::countDown));
        register(handler(DataLoopTest::overflow, DataLoopTest::overflow));
        assertThat(restarted.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(bystanderTold.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertServes();
    }

    @Test
    void afterItsCloseItServesNoMore() {
        loop.close();
        assertThat(loop.isServing()).isFalse();
    }
}
