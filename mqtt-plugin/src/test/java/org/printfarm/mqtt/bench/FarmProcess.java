package org.printfarm.mqtt.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.mqtt.TestFarm;
import org.printfarm.mqtt.TestFarm.Running;

/**
 * The measured process: printers that push once a second. Prints their addresses, then answers each line on its standard
 * input with its memory and threads; ends with its input.
 */
final class FarmProcess {

    private static final int GC_ROUNDS = 3;

    private FarmProcess() {}

    /** Arguments: how many printers, and the file that gets the certificate. */
    public static void main(String[] arguments) throws IOException {
        int printers = Integer.parseInt(arguments[0]);
        TestTls tls = TestTls.shared();
        writeCertificate(tls, Path.of(arguments[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (TestFarm farm = new TestFarm()) {
            farm.start();
            System.out.println("base " + memory());
            for (int number = 0; number < printers; number++) {
                Running printer =
                        farm.start(TestPrinters.next(), Map.of("push-interval", "1s", "max-sessions", "4096"));
                System.out.println(
                        "printer " + printer.address().getAddress().getHostAddress() + " " + printer.serial());
            }
            System.out.println("ready " + memory());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println("now " + memory());
            }
        }
    }

    private static String memory() {
        for (int round = 0; round < GC_ROUNDS; round++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        return String.format(Locale.ROOT, "%d %d %d", heap, direct, threads);
    }

    private static void writeCertificate(TestTls tls, Path file) throws IOException {
        try {
            Files.writeString(
                    file,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(tls.chain().get(0).getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IOException(e);
        }
    }
}
