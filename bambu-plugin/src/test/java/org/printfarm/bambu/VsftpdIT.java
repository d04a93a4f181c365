package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.RecordingMachine;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineFault.Code;
import org.printfarm.api.driver.PrintOrder;
import org.printfarm.api.settings.Secret;
import org.printfarm.bambu.trust.MachineTrust;
import org.printfarm.bambu.upload.FtpsTarget;
import org.printfarm.bambu.upload.FtpsUpload;

/** Uploads to the server that X1 and P1 run: vsftpd with {@code require_ssl_reuse}, TLS 1.2. */
class VsftpdIT {

    private static final String SERIAL = "01P00A000000001";
    private static final int PORT = 9990;

    /** Whom vsftpd lets in without an account. */
    private static final String ANYBODY = "anonymous";

    @TempDir
    private Path folder;

    private final String address = Loopback.next().getHostAddress();
    private final RecordingMachine host = new RecordingMachine("m");
    private Optional<ForeignServer> server = Optional.empty();

    @BeforeEach
    void install() throws IOException, InterruptedException {
        assumeTrue(
                ForeignServer.missing().isEmpty(),
                () -> "skipped: " + ForeignServer.missing().orElseThrow());
        ForeignServer.certificate(folder, SERIAL);
        server = Optional.of(ForeignServer.vsftpd(folder, address, PORT));
    }

    @AfterEach
    void end() {
        server.ifPresent(ForeignServer::close);
        host.close();
    }

    @Test
    void aFileArrivesOnADataConnectionThatResumesTheSession() throws Exception {
        PrintOrder order = order(5_000_000);
        upload().send(order, sent -> {});
        assertThat(Files.mismatch(stored(order), folder.resolve("cube.3mf"))).isEqualTo(-1);
    }

    @Test
    void aFileArrivesAfterTheServerWasStartedAgain() throws Exception {
        FtpsUpload upload = upload();
        upload.send(order(1000), sent -> {});
        server.orElseThrow().restart();
        PrintOrder order = order(1000);
        upload.send(order, sent -> {});
        assertThat(stored(order)).hasSize(order.bytes());
    }

    @Test
    void aDeliveryThatIsGivenUpLeavesNothing() throws Exception {
        PrintOrder order = order(5_000_000);
        InterruptedException given = catchThrowableOfType(
                InterruptedException.class,
                () -> upload().send(order, sent -> Thread.currentThread().interrupt()));
        assertThat(given).isNotNull();
        assertThat(stored(order)).doesNotExist();
    }

    @Test
    void aFolderThatTakesNothingIsNoStorage() throws Exception {
        server.orElseThrow().lock();
        PrintOrder order = order(1000);
        DriverException refused = catchThrowableOfType(DriverException.class, () -> upload().send(order, sent -> {}));
        assertThat(refused.code()).isEqualTo(Code.NO_STORAGE);
    }

    private FtpsUpload upload() {
        return upload(host, address, PORT);
    }

    /** What the driver uses, for another user than the one that machines have. */
    static FtpsUpload upload(RecordingMachine host, String address, int port) {
        MachineTrust trust = new MachineTrust(host, SERIAL, List.of(), Optional.empty());
        FtpsTarget target = new FtpsTarget(address, port, ANYBODY, Secret.of("Abcd1234"), trust);
        return new FtpsUpload(
                host, target, false, new FtpsUpload.Patience(Duration.ofSeconds(10), Duration.ofMinutes(10)));
    }

    private PrintOrder order(int more) throws IOException {
        return ForeignServer.writable(Trial.order(folder, more));
    }

    private Path stored(PrintOrder order) {
        return server.orElseThrow().stored(order);
    }
}
