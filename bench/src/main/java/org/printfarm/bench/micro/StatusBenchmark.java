package org.printfarm.bench.micro;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.printfarm.api.Printer;
import org.printfarm.api.PrinterIdentity;
import org.printfarm.api.PrinterModel;
import org.printfarm.api.job.PrintPhase;
import org.printfarm.api.job.PrintStatus;
import org.printfarm.api.settings.Secret;
import org.printfarm.mqtt.message.StatusText;
import org.printfarm.mqtt.model.StatusReport;

/** The status writer of the mqtt plugin. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatusBenchmark {

    private final Printer printer = printer();
    private final PrintStatus idle = new PrintStatus(PrintPhase.IDLE, Optional.empty(), 20L << 30, 32L << 30);
    private final StatusText written = StatusText.of(StatusReport.of(printer, idle));
    private long sequence;

    /**
     * A status that changed: written anew.
     *
     * @return its text
     */
    @Benchmark
    public StatusText statusWriterWhole() {
        return StatusText.of(StatusReport.of(printer, idle));
    }

    /**
     * A status that did not: only its numbers are put in.
     *
     * @return the bytes of a push
     */
    @Benchmark
    public byte[] statusWriterNumber() {
        return written.numbered(++sequence, idle.storageFreeBytes());
    }

    private static Printer printer() {
        Inet4Address address = (Inet4Address) InetAddress.getLoopbackAddress();
        PrinterIdentity identity = new PrinterIdentity("00M09A000000001", PrinterModel.X1C, "Bay", "01.09.00.00");
        return new Printer("bay", identity, address, address, Secret.of("Bench123"));
    }
}
