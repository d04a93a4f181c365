package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.ServiceStatus;

/** A thousand printers on two acceptors. */
class ManyPrintersIT {

    private static final int PRINTERS = 1_000;
    private static final int CLIENTS = 4;

    private final List<LivePrinter> printers = new ArrayList<>();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private BindServiceFactory factory;

    @BeforeEach
    void start() {
        factory = new BindServiceFactory();
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
        printers.forEach(LivePrinter::close);
        factory.close();
    }

    @Test
    void allAnswerWithTheirOwnSerialOnBothPortsWithTheThreadsOfOne() throws Exception {
        add();
        assertAllAnswer();
        long threadsOfOne = bindThreads();
        long descriptorsOfOne = descriptors();
        while (printers.size() < PRINTERS) {
            add();
        }
        assertAllAnswer();
        assertThat(bindThreads()).isLessThanOrEqualTo(Math.max(threadsOfOne, MAX_THREADS));
        assertThat(descriptors() - descriptorsOfOne).isLessThanOrEqualTo(2L * PRINTERS + SLACK);
    }

    @Test
    void printersComeAndGoWhileOthersServe() throws Exception {
        for (int i = 0; i < 20; i++) {
            add();
        }
        List<LivePrinter> staying = List.copyOf(printers);
        List<Future<?>> exchanges = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            LivePrinter printer = staying.get(i % staying.size());
            exchanges.add(clients.submit(exchange(printer, i % 3 == 0)));
        }
        for (int i = 0; i < 50; i++) {
            LivePrinter passing = LivePrinter.start(factory);
            assertThat(Wire.exchange(passing.plain(), Wire.detect())).isEqualTo(passing.expectedReply());
            passing.close();
            assertRefused(passing.plain());
            LivePrinter again = LivePrinter.start(factory, passing.printer(), Map.of());
            assertThat(again.status()).isInstanceOf(ServiceStatus.Running.class);
            again.close();
        }
        await(exchanges);
    }

    @Test
    void connectionsOfAPrinterThatGoesAreCutAndThoseOfOthersStay() throws IOException {
        LivePrinter going = LivePrinter.start(factory, TestPrinters.next(), Map.of());
        add();
        LivePrinter staying = printers.get(0);
        try (var lost = Wire.connect(going.plain());
                var kept = Wire.connect(staying.plain())) {
            kept.getOutputStream().write(Wire.detect(), 0, 30);
            lost.getOutputStream().write(Wire.detect(), 0, 30);
            going.close();
            assertThat(lost.getInputStream().read()).isEqualTo(-1);
            kept.getOutputStream().write(Wire.detect(), 30, 28);
            assertThat(Wire.readToEnd(kept)).isEqualTo(staying.expectedReply());
        }
    }

    /** Two acceptors, the processors of both, and two to start and end them. */
    private static final int MAX_THREADS = 2 + 2 * Runtime.getRuntime().availableProcessors() + 2;

    /** Descriptors that a test run opens now and then, for class files for instance. */
    private static final int SLACK = 100;

    private void add() {
        printers.add(LivePrinter.start(factory));
    }

    private void assertAllAnswer() throws Exception {
        List<Future<?>> exchanges = new ArrayList<>();
        for (LivePrinter printer : printers) {
            exchanges.add(clients.submit(exchange(printer, false)));
            exchanges.add(clients.submit(exchange(printer, true)));
        }
        await(exchanges);
    }

    private static void await(List<Future<?>> exchanges) throws ExecutionException, InterruptedException {
        for (Future<?> exchange : exchanges) {
            exchange.get();
        }
    }

    private static Callable<Void> exchange(LivePrinter printer, boolean tls) {
        return () -> {
            if (tls) {
                try (TlsClient client = TlsClient.connect(printer.tls(), "TLSv1.3")) {
                    assertThat(client.exchange(Wire.detect())).isEqualTo(printer.expectedReply());
                }
            } else {
                assertThat(Wire.exchange(printer.plain(), Wire.detect())).isEqualTo(printer.expectedReply());
            }
            return null;
        };
    }

    private static void assertRefused(InetSocketAddress server) {
        try {
            Wire.connect(server).close();
        } catch (IOException refused) {
            return;
        }
        throw new AssertionError("still listening: " + server);
    }

    private static long bindThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("bind-") || name.startsWith("Bind"))
                .count();
    }

    /** Where the system does not tell, there is nothing to compare. */
    private static long descriptors() throws IOException {
        Path own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(own)) {
            return open.count();
        }
    }
}
