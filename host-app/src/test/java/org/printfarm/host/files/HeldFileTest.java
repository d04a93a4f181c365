package org.printfarm.host.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that want one file. Other processes: see the tests of those who use it. */
final class HeldFileTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void oneThreadAtATimeHasIt() {
        Path file = folder.resolve("lock");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                            for (int round = 0; round < 50; round++) {
                                holdOnce(file, inside, most);
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();

        assertThat(most).hasValue(1);
    }

    @Test
    void whoDoesNotWaitIsRefusedAndHarmsNobody() throws Exception {
        Path file = folder.resolve("lock");
        try (HeldFile held = HeldFile.take(file, Duration.ZERO).orElseThrow()) {
            assertThat(HeldFile.take(file, Duration.ZERO)).isEmpty();
            assertThat(HeldFile.take(folder.resolve("../" + folder.getFileName() + "/lock"), Duration.ZERO))
                    .isEmpty();
            assertThat(Files.size(file)).isZero();
            held.sign();
            held.sign();
            assertThat(Files.readString(file))
                    .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
            held.close();
        }
        HeldFile.take(file, Duration.ZERO).orElseThrow().close();
    }

    @Test
    void whoIsInterruptedWhileWaitingIsSoStill() throws Exception {
        Path file = folder.resolve("lock");
        try (HeldFile held = HeldFile.take(file, Duration.ZERO).orElseThrow()) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> HeldFile.take(file, PATIENCE));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(held).isNotNull();
        }
    }

    private static void holdOnce(Path file, AtomicInteger inside, AtomicInteger most) {
        try (HeldFile held = HeldFile.take(file, PATIENCE).orElseThrow()) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
            assertThat(held).isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
