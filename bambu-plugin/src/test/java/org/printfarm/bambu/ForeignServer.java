package org.printfarm.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.printfarm.api.driver.PrintOrder;

/** A server of other people's, with a certificate that names a serial. Started by root alone. */
final class ForeignServer implements AutoCloseable {

    private static final Path VSFTPD = Path.of("/usr/sbin/vsftpd");
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    /** vsftpd does not let anybody write to the folder that it locks him into. */
    private static final String WRITABLE = "in";

    /** Whom uploads belong to: on every system, not root, and with a home that is there. */
    private static final String OWNER = "daemon";

    private final List<String> command;
    private final String address;
    private final int port;
    private final Path folder;
    private Process process;

    private ForeignServer(List<String> command, String address, int port, Path folder) throws IOException {
        this.command = command;
        this.address = address;
        this.port = port;
        this.folder = folder;
        this.process = start();
    }

    /** What is not installed; empty when all is. */
    static Optional<String> missing() {
        return Stream.of(VSFTPD, MOSQUITTO, OPENSSL)
                .filter(program -> !Files.isExecutable(program))
                .map(program -> program.getFileName() + " is not installed")
                .findFirst()
                .or(() -> System.getProperty("user.name").equals("root")
                        ? Optional.empty()
                        : Optional.of("the servers are started by root alone"));
    }

    /** vsftpd with {@code require_ssl_reuse}; lets {@code anonymous} in, without an account. */
    static ForeignServer vsftpd(Path folder, String address, int port) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectory(folder.resolve("root"));
        Path in = Files.createDirectory(folder.resolve("root").resolve(WRITABLE));
        Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = Files.write(
                folder.resolve("vsftpd.conf"),
                List.of(
                        "listen=YES",
                        "background=NO",
                        "listen_address=" + address,
                        "listen_port=" + port,
                        "anonymous_enable=YES",
                        "local_enable=NO",
                        "write_enable=YES",
                        "anon_upload_enable=YES",
                        "anon_other_write_enable=YES",
                        "ftp_username=" + OWNER,
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
                        "seccomp_sandbox=NO"));
        return new ForeignServer(List.of(VSFTPD.toString(), file.toString()), address, port, folder);
    }

    /** mosquitto with TLS, and one port above without; lets everybody in. */
    static ForeignServer mosquitto(Path folder, String address, int port) throws IOException {
        Path file = Files.write(
                folder.resolve("mosquitto.conf"),
                List.of(
                        "user root",
                        "allow_anonymous true",
                        "listener " + port + " " + address,
                        "certfile " + folder.resolve("cert.pem"),
                        "keyfile " + folder.resolve("key.pem"),
                        "listener " + (port + 1) + " " + address));
        return new ForeignServer(List.of(MOSQUITTO.toString(), "-c", file.toString()), address, port, folder);
    }

    /** A key and a certificate for both, in {@code key.pem} and {@code cert.pem}. */
    static void certificate(Path folder, String serial) throws IOException, InterruptedException {
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
                        "/CN=" + serial)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor()).isZero();
    }

    /** The same order under a name that vsftpd takes. */
    static PrintOrder writable(PrintOrder order) {
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

    Path stored(PrintOrder order) {
        return folder.resolve("root").resolve(order.fileName());
    }

    void restart() throws IOException {
        close();
        process = start();
    }

    /** Nobody may write any more. */
    void lock() throws IOException {
        Files.setPosixFilePermissions(
                folder.resolve("root").resolve(WRITABLE), PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    private Process start() throws IOException {
        Process begun = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(port + ".log").toFile())
                .start();
        await().atMost(Trial.PATIENCE).until(() -> {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(address, port), 1000);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return begun;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
