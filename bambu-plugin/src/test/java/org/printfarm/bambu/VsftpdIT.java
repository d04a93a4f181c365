package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/**
 * Uploads to the server that X1 and P1 run: vsftpd with {@code require_ssl_reuse}, TLS 1.2.
 */
class VsftpdIT {

    private static final Path VSFTPD = Path.of("/usr/sbin/vsftpd");
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final String SERIAL = "01P00A000000001";
    private static final int PORT = 9990;

    /** vsftpd does not let anybody write to the folder that it locks him into. */
    private static final String WRITABLE = "in";

    /** Whom vsftpd lets in without an account. */
    private static final String ANYBODY = "anonymous";

    @TempDir
    private Path folder;

    private final String address = Loopback.next().getHostAddress();
    private final RecordingMachine host = new RecordingMachine("m");
    private Optional<Process> server = Optional.empty();

    @BeforeEach
    void install() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(VSFTPD), "skipped: vsftpd is not installed");
        assumeTrue(Files.isExecutable(OPENSSL), "skipped: openssl is not installed");
        assumeTrue(System.getProperty("user.name").equals("root"), "skipped: vsftpd is started by root alone");
        certificate();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("empty"));
        Path root = Files.createDirectory(folder.resolve("root"));
        Path in = Files.createDirectory(root.resolve(WRITABLE));
        Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.write(folder.resolve("vsftpd.conf"), configuration());
        start();
    }

    @AfterEach
    void end() {
        server.ifPresent(VsftpdIT::end);
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
        server.ifPresent(VsftpdIT::end);
        start();
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
        Files.setPosixFilePermissions(
                folder.resolve("root").resolve(WRITABLE), PosixFilePermissions.fromString("r-xr-xr-x"));
        PrintOrder order = order(1000);
        DriverException refused = catchThrowableOfType(DriverException.class, () -> upload().send(order, sent -> {}));
        assertThat(refused.code()).isEqualTo(Code.NO_STORAGE);
    }

    private FtpsUpload upload() {
        MachineTrust trust = new MachineTrust(host, SERIAL, List.of(), Optional.empty());
        FtpsTarget target = new FtpsTarget(address, PORT, ANYBODY, Secret.of("Abcd1234"), trust);
        return new FtpsUpload(host, target, false, Duration.ofSeconds(10));
    }

    private PrintOrder order(int more) throws IOException {
        PrintOrder order = Trial.order(folder, more);
        return new PrintOrder(
                order.jobId(),
                order.taskId(),
                WRITABLE + "/" + order.fileName(),
                order.title(),
                order.bytes(),
                order.md5(),
                order.sha256(),
                order.content(),
                order.plate(),
                order.mapping(),
                order.options(),
                order.document());
    }

    private Path stored(PrintOrder order) {
        return folder.resolve("root").resolve(order.fileName());
    }

    private void certificate() throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(
                        OPENSSL.toString(),
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        folder.resolve("cert.pem").toString(),
                        "-days",
                        "30",
                        "-subj",
                        "/CN=" + SERIAL)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor()).isZero();
    }

    private List<String> configuration() {
        return List.of(
                "listen=YES",
                "background=NO",
                "listen_address=" + address,
                "listen_port=" + PORT,
                "anonymous_enable=YES",
                "local_enable=NO",
                "write_enable=YES",
                "anon_upload_enable=YES",
                "anon_other_write_enable=YES",
                "anon_root=" + folder.resolve("root"),
                "anon_umask=022",
                "allow_anon_ssl=YES",
                "force_anon_logins_ssl=YES",
                "force_anon_data_ssl=YES",
                "ssl_enable=YES",
                "implicit_ssl=YES",
                "require_ssl_reuse=YES",
                "ssl_ciphers=HIGH",
                "rsa_cert_file=" + folder.resolve("cert.pem"),
                "rsa_private_key_file=" + folder.resolve("key.pem"),
                "secure_chroot_dir=" + folder.resolve("empty"),
                "seccomp_sandbox=NO");
    }

    private void start() throws IOException {
        Process process = new ProcessBuilder(
                        VSFTPD.toString(), folder.resolve("vsftpd.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("vsftpd.log").toFile())
                .start();
        server = Optional.of(process);
        await().atMost(Trial.PATIENCE).until(() -> {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(address, PORT), 1000);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
