package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord.Kind;

/** Files on their way to simulated machines. */
class DeliveryIT {

    private static final int FIVE_MB = 5_000_000;
    private static final int SMALL = 200_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = PrinterModel.class,
            names = {"X1C", "P1S", "A1", "P2S"})
    void fiveMegabytesArriveAsTheyWere(PrinterModel model) throws Exception {
        try (Trial trial = Trial.on(model).online()) {
            PrintOrder order = Trial.order(folder, FIVE_MB);
            trial.driver().deliver(order, sent -> {});
            assertThat(trial.done(Kind.UPLOADED))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.details())
                            .containsEntry("file", order.fileName())
                            .containsEntry("md5", order.md5())
                            .containsEntry("bytes", Long.toString(order.bytes())));
        }
    }

    @Test
    void anotherFileGoesToAMachineThatWasSwitchedOffBetween() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            trial.driver().deliver(Trial.order(folder, SMALL), sent -> {});
            trial.machine().unplug();
            trial.machine().plugIn();
            trial.driver().deliver(Trial.order(folder, SMALL), sent -> {});
            assertThat(trial.done(Kind.UPLOADED)).hasSize(2);
        }
    }

    @Test
    void noStorageAndAFullOneAreToldAndLeaveNothing() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.P2S, Fault.NO_STORAGE).online()) {
            assertThat(failure(trial, SMALL).code()).isEqualTo(Code.NO_STORAGE);
        }
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.STORAGE_FULL).online()) {
            DriverException full = failure(trial, SMALL);
            assertThat(full.code()).isEqualTo(Code.STORAGE_FULL);
            assertThat(full.isRetryable()).isFalse();
            assertThat(trial.machine().state().storage().list()).isEmpty();
        }
    }

    @Test
    void aWrongCodeIsToldByTheFileServerToo() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            trial.machine().state().set(Fault.WRONG_CODE, true);
            DriverException wrong = failure(trial, SMALL);
            assertThat(wrong.code()).isEqualTo(Code.WRONG_CODE);
            assertThat(wrong.getMessage()).doesNotContain(TestMachines.CODE);
        }
    }

    @Test
    void anotherCertificateAtTheFileServerIsAnAlarm() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C).online()) {
            trial.machine().unplug();
            trial.machine().state().set(Fault.OTHER_CERTIFICATE, true);
            trial.machine().plugIn();
            assertThat(failure(trial, SMALL).code()).isEqualTo(Code.PIN_CHANGED);
        }
    }

    @Test
    void anA1ThatHangsOnTlsGetsItsFilesInTheClearFromThenOn() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.A1, Fault.DATA_TLS_HANGS).online()) {
            trial.driver().deliver(Trial.order(folder, SMALL), sent -> {});
            assertThat(trial.host().recall("data-channel")).contains("clear");
            long begin = System.nanoTime();
            trial.driver().deliver(Trial.order(folder, SMALL), sent -> {});
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertThat(trial.done(Kind.UPLOADED)).hasSize(2);
        }
    }

    @Test
    void anyOtherThatHangsOnTlsGetsNothingInTheClear() throws Exception {
        try (Trial trial = Trial.on(PrinterModel.X1C, Fault.DATA_TLS_HANGS).online()) {
            assertThat(failure(trial, SMALL).code()).isEqualTo(Code.DATA_CHANNEL);
            assertThat(trial.done(Kind.UPLOADED)).isEmpty();
        }
    }

    @Test
    void aLinkThatIsCutEndsTheTransferAndTheNextOneWorks() throws Exception {
        try (Trial trial =
                Trial.on(TestMachines.spec(PrinterModel.X1C, 300_000)).online()) {
            PrintOrder order = Trial.order(folder, FIVE_MB);
            AtomicLong through = new AtomicLong();
            CompletableFuture<DriverException> failed =
                    CompletableFuture.supplyAsync(() -> failure(trial, order, through));
            await().atMost(Trial.PATIENCE).until(() -> through.get() > 0);
            trial.machine().cutLinks();
            DriverException cut = failed.get(Trial.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(cut.code()).isEqualTo(Code.TRANSFER);
            assertThat(cut.isRetryable()).isTrue();
            assertThat(trial.machine().state().storage().list()).isEmpty();
            trial.driver().deliver(Trial.order(folder, SMALL), sent -> {});
        }
    }

    @Test
    void aClosedDriverGivesItsDeliveryUp() throws Exception {
        try (Trial trial = Trial.on(TestMachines.spec(PrinterModel.A1, 300_000)).online()) {
            PrintOrder order = Trial.order(folder, FIVE_MB);
            AtomicLong through = new AtomicLong();
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    trial.driver().deliver(order, through::set);
                } catch (DriverException | InterruptedException e) {
                    ended.complete(e);
                }
            });
            thread.start();
            await().atMost(Trial.PATIENCE).until(() -> through.get() > 0);
            trial.driver().close();
            assertThat(ended.get(Trial.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(InterruptedException.class);
            assertThat(trial.machine().state().storage().list()).isEmpty();
        }
    }

    @Test
    void aDeliveryThatIsGivenUpWhileTheMachineStillWritesEndsInTime() throws Exception {
        try (Trial trial = Trial.on(TestMachines.spec(PrinterModel.X1C, 5_000)).online()) {
            PrintOrder order = Trial.order(folder, SMALL);
            AtomicLong through = new AtomicLong();
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    trial.driver().deliver(order, through::set);
                } catch (DriverException | InterruptedException e) {
                    ended.complete(e);
                }
            });
            thread.start();
            await().atMost(Trial.PATIENCE).until(() -> through.get() == order.bytes());
            thread.interrupt();
            assertThat(ended.get(SMALL / 5_000 / 2, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    private DriverException failure(Trial trial, int size) throws IOException {
        return failure(trial, Trial.order(folder, size), new AtomicLong());
    }

    private static DriverException failure(Trial trial, PrintOrder order, AtomicLong through) {
        return catchThrowableOfType(DriverException.class, () -> trial.driver().deliver(order, through::set));
    }
}
