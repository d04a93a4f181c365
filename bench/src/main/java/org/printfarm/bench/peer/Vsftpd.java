package org.printfarm.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.printfarm.bench.machine.Children;
import org.printfarm.bench.machine.FreePorts;
import org.printfarm.bench.machine.Pinning;
import org.printfarm.bench.machine.Program;

/**
 * The FTP server that the farm is compared with: implicit TLS 1.2 as slicers ask for, uploads of anybody.
 *
 * @param process the server, which makes a child for each session
 * @param url the folder that takes uploads
 * @param folder the same on the disk
 */
public record Vsftpd(Process process, String url, Path folder) implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";

    /**
     * What is missing.
     *
     * @return empty when it can be started
     */
    public static Optional<String> missing() {
        if (Program.find("vsftpd").isEmpty()) {
            return Optional.of("vsftpd is not installed");
        }
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("vsftpd can be started by root only");
        }
        return Program.find("openssl").isEmpty()
                ? Optional.of("openssl is not installed: no certificate for vsftpd")
                : Optional.empty();
    }

    /**
     * Starts it.
     *
     * @param folder for its files; made readable for the user that vsftpd becomes
     * @param pinning where it runs
     * @param free where it listens
     * @return the running server
     * @throws IOException when it does not come up
     */
    public static Vsftpd start(Path folder, Pinning pinning, FreePorts free) throws IOException, InterruptedException {
        SelfSigned own = SelfSigned.make(folder);
        Path root = Files.createDirectory(folder.resolve("root"));
        Path in = Files.createDirectory(root.resolve("in"));
        Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path shown : List.of(root, folder, folder.toAbsolutePath().getParent())) {
            Files.setPosixFilePermissions(shown, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        int port = free.next();
        Path configuration = Files.write(folder.resolve("vsftpd.conf"), configuration(folder, root, own, port));
        Path program = Program.find("vsftpd").orElseThrow();
        Process process =
                Children.start(new ProcessBuilder(pinning.server(List.of(program.toString(), configuration.toString())))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("vsftpd.log").toFile()));
        Listening.await(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Vsftpd(process, "ftps://" + ADDRESS + ":" + port + "/in/", in);
    }

    private static List<String> configuration(Path folder, Path root, SelfSigned own, int port) throws IOException {
        return List.of(
                "listen=YES",
                "background=NO",
                "listen_address=" + ADDRESS,
                "listen_port=" + port,
                "anonymous_enable=YES",
                "local_enable=NO",
                "write_enable=YES",
                "anon_upload_enable=YES",
                "no_anon_password=YES",
                "anon_umask=022",
                "anon_root=" + root,
                "ssl_enable=YES",
                "implicit_ssl=YES",
                "allow_anon_ssl=YES",
                "force_anon_logins_ssl=YES",
                "force_anon_data_ssl=YES",
                "require_ssl_reuse=NO",
                "ssl_ciphers=HIGH",
                "rsa_cert_file=" + own.certificate(),
                "rsa_private_key_file=" + own.key(),
                "secure_chroot_dir=" + Files.createDirectory(folder.resolve("empty")),
                "seccomp_sandbox=NO");
    }

    @Override
    public void close() {
        Children.end(process);
    }
}
