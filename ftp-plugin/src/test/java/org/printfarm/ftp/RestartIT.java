package org.printfarm.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.RecordingContext;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrinterCard;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;
import org.printfarm.api.service.Authenticator;
import org.printfarm.api.service.FaultCode;
import org.printfarm.api.service.PrinterEvent.Kind;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.ftp.session.FtpSettings;

/** Errors inside: who is told, and what is left of them. */
class RestartIT {

    private static final StoredUpload STORED = new StoredUpload(Optional.of("job"), 100, "0".repeat(64));

    private final TestFarm farm = new TestFarm();

    @AfterEach
    void stop() throws Exception {
        farm.close();
    }

    private static StackOverflowError error() {
        return new StackOverflowError("made by a test");
    }

    @Test
    void anErrorOfTheIntakeGivesTheTransfersPlaceBack() throws Exception {
        Upload upload = mock(Upload.class);
        JobIntake intake = mock(JobIntake.class);
        when(intake.card()).thenReturn(mock(PrinterCard.class));
        when(intake.open(any(), any(), anyLong(), any())).thenThrow(error()).thenReturn(upload);
        doThrow(error()).doNothing().when(upload).write(any());
        when(upload.commit()).thenThrow(error()).thenReturn(STORED);
        doThrow(error()).doNothing().when(upload).close();
        TestFarm.TestPrinter printer = farm.printer(intake, Map.of("max-transfers", "1"));
        try (RawClient client = RawClient.loggedIn(printer)) {
            client.epsv();
            client.expect("STOR open.3mf", 451);
            assertThat(client.upload("write-and-close.3mf", new byte[100])).startsWith("451");
            assertThat(client.upload("commit.3mf", new byte[100])).startsWith("451");
            assertThat(client.upload("good.3mf", new byte[100])).startsWith("226");
        }
    }

    @Test
    void anErrorOfACommandEndsItsSessionAndNoOther() throws Exception {
        TestFarm.TestPrinter printer = farm.printer();
        try (RawClient one = new RawClient(printer);
                RawClient other = RawClient.loggedIn(printer)) {
            Authenticator guard = printer.context().logins();
            printer.context().guardWith((peer, user, code) -> {
                throw error();
            });
            one.expect(220);
            one.expect("USER bblp", 331);
            one.expect("PASS " + TestPrinters.ACCESS_CODE, 451);
            assertThat(one.line()).isEmpty();
            printer.context().guardWith(guard);
            assertThat(other.upload("a.3mf", new byte[100])).startsWith("226");
        }
        assertThat(printer.context().codes(Kind.FAULT)).containsExactly("COMMAND");
    }

    @Test
    void theHostIsToldOfARestartAndFindsTheServiceRunning() throws Exception {
        FtpRuntime runtime = new FtpRuntime();
        try (RecordingContext context = new RecordingContext(TestPrinters.next())) {
            FtpSettings settings = FtpSettings.read(TestSettings.of(Map.of("port", Integer.toString(TestFarm.PORT))));
            FtpService service = new FtpService(context, settings, runtime);
            assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
            runtime.restarted();
            assertThat(context.statuses()).singleElement().satisfies(status -> {
                assertThat(status).isInstanceOf(ServiceStatus.Degraded.class);
                assertThat(((ServiceStatus.Degraded) status).fault().code()).isEqualTo(FaultCode.INTERNAL);
            });
            assertThat(context.codes(Kind.FAULT)).containsExactly("RESTARTED");
            assertThat(service.start()).isInstanceOf(ServiceStatus.Running.class);
            service.close();
            runtime.restarted();
            assertThat(context.statuses()).hasSize(1);
        } finally {
            runtime.close();
        }
    }
}
