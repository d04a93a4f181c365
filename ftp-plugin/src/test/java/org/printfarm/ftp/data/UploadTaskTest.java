package org.printfarm.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;

/** The buffers between the processor's thread and the pool's; the test plays the connection. */
class UploadTaskTest {

    private static final long LIMIT_SECONDS = 20;
    private static final String HASH = "0".repeat(64);

    private final WorkPool pool = new WorkPool();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        pool.close();
    }

    /** Keeps what is written. */
    private static final class Written implements Upload {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Consumer<Written> onWrite;

        private Written(Consumer<Written> onWrite) {
            this.onWrite = onWrite;
        }

        @Override
        public void write(ByteBuffer data) {
            onWrite.accept(this);
            byte[] part = new byte[data.remaining()];
            data.get(part);
            bytes.writeBytes(part);
        }

        @Override
        public StoredUpload commit() {
            return new StoredUpload(Optional.empty(), bytes.size(), HASH);
        }

        @Override
        public void close() {
            // Nothing to remove.
        }
    }

    private UploadTask task(Upload upload, CompletableFuture<TransferOutcome> end) {
        return new UploadTask(upload, pool.newLane(), bytes -> false, end::complete);
    }

    /** Fills one buffer to its end. By one thread at a time. */
    private static void fill(UploadTask task, int value) {
        ByteBuffer room = Objects.requireNonNull(task.room());
        byte[] part = new byte[room.remaining()];
        Arrays.fill(part, (byte) value);
        room.put(part);
        task.onFilled();
    }

    private void hold() {
        try {
            assertThat(gate.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsFilledWhileNothingIsWrittenIsWrittenInOrder() throws Exception {
        CompletableFuture<TransferOutcome> end = new CompletableFuture<>();
        Written upload = new Written(written -> hold());
        UploadTask task = task(upload, end);
        for (int i = 0; i < UploadBuffers.BUFFERS; i++) {
            fill(task, i);
        }
        task.onEnd(true);
        gate.countDown();
        assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(TransferOutcome.Stored.class);
        byte[] all = upload.bytes.toByteArray();
        assertThat(all).hasSize(UploadBuffers.BUFFERS * UploadBuffers.BUFFER_BYTES);
        for (int i = 0; i < all.length; i++) {
            if (all[i] != i / UploadBuffers.BUFFER_BYTES) {
                throw new AssertionError("byte " + i + " is not where it was sent");
            }
        }
    }

    @Test
    void aClientWaitsFromTheLastBufferOnUntilHalfOfThemAreWritten() {
        UploadBuffers buffers = new UploadBuffers();
        for (int i = 1; i < UploadBuffers.BUFFERS; i++) {
            assertThat(buffers.fill(buffers.empty())).isFalse();
        }
        assertThat(buffers.fill(buffers.empty())).isTrue();
        int written = 1;
        while (!buffers.takeBack(buffers.nextFull(), true)) {
            written++;
        }
        assertThat(written).isEqualTo(UploadBuffers.BUFFERS - UploadBuffers.BUFFERS / 2);
    }

    @Test
    void nothingIsWrittenAfterTheUploadWasThrownAway() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        Written upload = new Written(written -> late.countDown());
        CompletableFuture<TransferOutcome> end = new CompletableFuture<>();
        UploadTask task = task(upload, end);
        task.onFailure(TransferFault.RESET);
        assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(new TransferOutcome.Failed(TransferFault.RESET));
        CountDownLatch sent = new CountDownLatch(1);
        fill(task, 1);
        task.onEnd(true);
        pool.newLane().submit(sent::countDown);
        assertThat(sent.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        pool.close();
        assertThat(late.getCount()).isOne();
    }

    /** A thread stays with an upload only while nobody else waits for one. */
    @Test
    void asManyUploadsWithoutEndAsThereAreThreadsLeaveThemForOneMore() throws Exception {
        for (int i = 0; i < WorkPool.THREADS; i++) {
            CompletableFuture<UploadTask> endless = new CompletableFuture<>();
            endless.complete(task(
                    new Written(written -> {
                        written.bytes.reset();
                        if (gate.getCount() > 0) {
                            fill(endless.join(), 0);
                        }
                    }),
                    new CompletableFuture<>()));
            fill(endless.join(), 0);
        }
        CompletableFuture<TransferOutcome> end = new CompletableFuture<>();
        UploadTask task = task(new Written(written -> {}), end);
        fill(task, 0);
        task.onEnd(true);
        assertThat(end.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(TransferOutcome.Stored.class);
    }
}
