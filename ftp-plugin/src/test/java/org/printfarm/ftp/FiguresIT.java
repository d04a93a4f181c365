package org.printfarm.ftp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.MemoryIntake;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.api.job.JobIntake;
import org.printfarm.api.job.PrintControl;
import org.printfarm.api.job.PrintDecision;
import org.printfarm.api.job.PrintRequest;
import org.printfarm.api.job.PrinterCard;
import org.printfarm.api.job.StoredUpload;
import org.printfarm.api.job.Upload;

/**
 * Prints the module's figures and asserts nothing: what a printer costs, what stalled uploads cost, and how fast one upload
 * is beside vsftpd. Runs only when asked for; how stands in the module's README.
 */
@EnabledIfSystemProperty(named = "figures", matches = "\\d+", disabledReason = "figures are printed on demand")
class FiguresIT {

    private static final int PRINTERS = 1_000;
    private static final int STALLED = 20;
    private static final int ROUNDS = 7;
    private static final int MEGABYTE = 1_000_000;
    private static final int LARGE_MEGABYTES = 1_000;

    @TempDir
    Path folder;

    @Test
    void printThem() throws Exception {
        TestTls.shared();
        printers();
        uploads(folder, Integer.getInteger("figures", 300));
    }

    private static void printers() throws Exception {
        try (TestFarm farm = new TestFarm()) {
            farm.printer();
            long[] before = costs();
            for (int i = 1; i < PRINTERS; i++) {
                farm.printer();
            }
            long[] after = costs();
            System.out.printf(
                    Locale.ROOT,
                    "one more printer (mean of %d, test context included): %.2f file descriptors, %.3f threads, %.1f KB heap%n",
                    PRINTERS - 1,
                    (after[0] - before[0]) / (PRINTERS - 1.0),
                    (after[1] - before[1]) / (PRINTERS - 1.0),
                    (after[2] - before[2]) / (PRINTERS - 1.0) / 1024);
        }
    }

    private static long[] costs() throws IOException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            long ours = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("ftp-"))
                    .count();
            return new long[] {
                descriptors.count(),
                ours,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
            };
        }
    }

    private static void uploads(Path folder, int megabytes) throws Exception {
        Path file = folder.resolve("upload.3mf");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            byte[] part = new byte[MEGABYTE];
            Random random = new Random(1);
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(part);
                out.write(ByteBuffer.wrap(part));
            }
        }
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        try (TestFarm farm = new TestFarm()) {
            TestFarm.TestPrinter plain = farm.printer(new DiskIntake(inbox, false), Map.of());
            TestFarm.TestPrinter full = farm.printer(new DiskIntake(inbox, true), Map.of());
            try (Vsftpd vsftpd = Vsftpd.start(folder)) {
                List<double[]> rates = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    double[] rate = {
                        rate(plain.url(), "bblp", TestPrinters.ACCESS_CODE, file),
                        rate(full.url(), "bblp", TestPrinters.ACCESS_CODE, file),
                        vsftpd == null ? 0 : rate(vsftpd.url(), "anonymous", "x", file)
                    };
                    rates.add(rate);
                    System.out.printf(
                            Locale.ROOT,
                            "round %d: %.0f MB/s (file only), %.0f MB/s (SHA-256 and sync too), vsftpd %.0f MB/s%n",
                            round + 1,
                            rate[0],
                            rate[1],
                            rate[2]);
                }
                System.out.printf(
                        Locale.ROOT,
                        "one upload of %d MB with curl, median of %d: %.0f MB/s; with SHA-256 and sync %.0f MB/s; vsftpd %.0f MB/s%n",
                        megabytes,
                        ROUNDS,
                        median(rates, 0),
                        median(rates, 1),
                        median(rates, 2));
            }
            memory(plain);
            stalled(farm, plain, file);
        }
    }

    private static double median(List<double[]> rates, int column) {
        return rates.stream().mapToDouble(rate -> rate[column]).sorted().toArray()[rates.size() / 2];
    }

    private static void stalled(TestFarm farm, TestFarm.TestPrinter free, Path file) throws Exception {
        List<double[]> rates = new ArrayList<>();
        int held = 0;
        for (int round = 0; round < ROUNDS; round++) {
            TestFarm.TestPrinter busy = farm.printer(Map.of("max-transfers", "20", "sessions-per-peer", "30"));
            double before = rate(free.url(), "bblp", TestPrinters.ACCESS_CODE, file);
            List<Object> kept = hold(busy);
            double during = rate(free.url(), "bblp", TestPrinters.ACCESS_CODE, file);
            rates.add(new double[] {before, during});
            held = kept.size() / 2;
            busy.service().close();
        }
        System.out.printf(
                Locale.ROOT,
                "%d stalled uploads to another printer, median of %d: %.0f MB/s without, %.0f MB/s with them%n",
                held,
                ROUNDS,
                median(rates, 0),
                median(rates, 1));
    }

    /** The heap in the middle of an upload, after a little and after a lot of it. */
    private static void memory(TestFarm.TestPrinter printer) throws Exception {
        try (RawClient client = RawClient.loggedIn(printer)) {
            SSLSocket data = client.beginUpload("large.3mf");
            byte[] part = new byte[MEGABYTE];
            data.getOutputStream().write(part);
            long little = costs()[2];
            for (int i = 1; i < LARGE_MEGABYTES; i++) {
                data.getOutputStream().write(part);
            }
            long lot = costs()[2];
            System.out.printf(
                    Locale.ROOT,
                    "heap in the middle of an upload: %d KB after 1 MB, %d KB after %d MB%n",
                    little / 1024,
                    lot / 1024,
                    LARGE_MEGABYTES);
        }
    }

    private static List<Object> hold(TestFarm.TestPrinter busy) throws IOException, GeneralSecurityException {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            RawClient client = RawClient.loggedIn(busy);
            SSLSocket data = client.beginUpload("stalled-" + i);
            data.getOutputStream().write(new byte[700_000]);
            kept.add(client);
            kept.add(data);
        }
        return kept;
    }

    /** What curl says, in MB/s. */
    private static double rate(String url, String user, String code, Path file) throws Exception {
        Tool.Result curl = Tool.run(List.of(
                "curl",
                "-sS",
                "-k",
                "--ssl-reqd",
                "--tls-max",
                "1.2",
                "-u",
                user + ":" + code,
                "-w",
                "%{speed_upload}",
                "-T",
                file.toString(),
                url));
        if (curl.exit() != 0) {
            throw new IOException("curl: " + curl.output());
        }
        return Double.parseDouble(curl.output().trim()) / MEGABYTE;
    }

    /** A vsftpd of our own, on a loopback port, with a certificate of its own. */
    private record Vsftpd(Process process, String url) implements AutoCloseable {

        private static final int PORT = 19992;

        /** Null when it is not installed. */
        @Nullable
        static Vsftpd start(Path folder) throws Exception {
            if (!Files.isExecutable(Path.of("/usr/sbin/vsftpd"))) {
                System.err.println("SKIPPED: vsftpd is not installed, so there is nothing to compare with");
                return null;
            }
            Path root = Files.createDirectory(folder.resolve("vsftpd"));
            Files.createDirectory(root.resolve("in")).toFile().setWritable(true, false);
            folder.toFile().setExecutable(true, false);
            root.toFile().setExecutable(true, false);
            root.toFile().setReadable(true, false);
            Tool.run(List.of(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=vsftpd",
                    "-keyout",
                    folder.resolve("v.pem").toString(),
                    "-out",
                    folder.resolve("v.crt").toString()));
            Path configuration = Files.writeString(
                    folder.resolve("vsftpd.conf"),
                    String.join(
                            "\n",
                            "listen=YES",
                            "background=NO",
                            "listen_address=127.0.0.1",
                            "listen_port=" + PORT,
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
                            "rsa_cert_file=" + folder.resolve("v.crt"),
                            "rsa_private_key_file=" + folder.resolve("v.pem"),
                            "secure_chroot_dir=" + Files.createDirectory(folder.resolve("empty")),
                            "seccomp_sandbox=NO",
                            ""),
                    StandardCharsets.US_ASCII);
            Process process = new ProcessBuilder("/usr/sbin/vsftpd", configuration.toString())
                    .inheritIO()
                    .start();
            await().ignoreExceptions().until(() -> {
                new Socket(Loopback.of("127.0.0.1"), PORT).close();
                return true;
            });
            return new Vsftpd(process, "ftps://127.0.0.1:" + PORT + "/in/" + "f%RANDOM%");
        }

        @Override
        public String url() {
            return url.replace("%RANDOM%", Long.toString(System.nanoTime()));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /** Writes to disk and throws the file away at the end; with or without what the host's intake does beyond that. */
    private record DiskIntake(Path folder, boolean careful) implements JobIntake {

        @Override
        public Upload open(String base, String path, long maxBytes, InetAddress from) throws IntakeException {
            try {
                Path part = Files.createTempFile(folder, "figure", ".part");
                return new DiskUpload(
                        part,
                        FileChannel.open(part, StandardOpenOption.WRITE),
                        careful ? Optional.of(MessageDigest.getInstance("SHA-256")) : Optional.empty());
            } catch (IOException | GeneralSecurityException e) {
                throw new IntakeException(Reason.STORAGE, "cannot open", e);
            }
        }

        @Override
        public void rename(String jobId, String folder, String path) {}

        @Override
        public PrinterCard card() {
            return new MemoryIntake().card();
        }

        @Override
        public PrintDecision request(PrintRequest request) {
            return PrintDecision.PRINT_REFUSED;
        }

        @Override
        public boolean control(PrintControl control) {
            return false;
        }

        @Override
        public void runningSeen(PrintRequest request) {}
    }

    /** One file. */
    private record DiskUpload(Path part, FileChannel channel, Optional<MessageDigest> hash) implements Upload {

        @Override
        public void write(ByteBuffer data) throws IntakeException {
            try {
                hash.ifPresent(digest -> digest.update(data.duplicate()));
                while (data.hasRemaining()) {
                    channel.write(data);
                }
            } catch (IOException e) {
                throw new IntakeException(Reason.STORAGE, "cannot write", e);
            }
        }

        @Override
        public StoredUpload commit() throws IntakeException {
            try {
                if (hash.isPresent()) {
                    channel.force(false);
                }
                long bytes = channel.size();
                String sha = hash.map(digest -> HexFormat.of().formatHex(digest.digest()))
                        .orElse("0".repeat(64));
                return new StoredUpload(Optional.empty(), bytes, sha);
            } catch (IOException e) {
                throw new IntakeException(Reason.STORAGE, "cannot sync", e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                Files.deleteIfExists(part);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
