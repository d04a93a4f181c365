package org.printfarm.host.tls;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.printfarm.api.Printer;
import org.printfarm.host.config.FarmConfig.KeyChoice;
import org.printfarm.host.config.FarmConfig.TlsEngineChoice;

/**
 * What the host does with TLS at a start, as a program of its own: {@code FreshStart DATA ENGINE PRINTERS KEYS}. Prints the
 * engine, the suites that do not work, the CA's fingerprint, how long it all took and what a printer's context costs. With a heap
 * of fixed size that was touched before, the resident memory tells what is outside of it.
 */
final class FreshStart {

    private static final int MILLISECOND = 1_000_000;

    private FreshStart() {}

    public static void main(String[] args) throws Exception {
        List<Printer> printers = TestFarm.printers(Integer.parseInt(args[2]));
        long start = System.nanoTime();
        FarmTls farm = FarmTls.open(
                Path.of(args[0]),
                "workshop",
                TlsEngineChoice.valueOf(args[1]),
                KeyChoice.valueOf(args[3]),
                printers,
                Clock.systemUTC());
        farm.proveSuites();
        long opened = System.nanoTime();
        List<String> missing = new SuiteSelfTest(farm.engine()).missing(farm.leafTls(printers.get(0)));
        long tested = System.nanoTime();
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        long residentBefore = resident();
        for (Printer printer : printers) {
            farm.of(printer).context();
        }
        long contexts = System.nanoTime();
        System.gc();
        long after = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf(
                "engine=%s missing=%s ca=%s open-ms=%d warm-self-test-ms=%d contexts-ms=%d heap-per-context=%d"
                        + " native-per-context=%d cpu-ms=%d%n",
                farm.engine().name(),
                missing,
                farm.certificates().caFingerprint(),
                (opened - start) / MILLISECOND,
                (tested - opened) / MILLISECOND,
                (contexts - tested) / MILLISECOND,
                (after - before) / printers.size(),
                (resident() - residentBefore) / printers.size(),
                cpuTime() / MILLISECOND);
    }

    private static long cpuTime() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** Bytes of memory this process has, in and outside the heap; 0 where that cannot be told. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    * 1024;
        }
    }
}
