package org.printfarm.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.service.PrinterTls;

/** Clients that leave without a word: each one is one event, and leaves no descriptor behind. */
class LeaversIT {

    private static final int LEAVERS = 200;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @ParameterizedTest
    @CsvSource({"jdk, TLSv1.2", "jdk, TLSv1.3", "native, TLSv1.2", "native, TLSv1.3"})
    void everyEngineFreesItsDescriptorsAtOnce(String engine, String version) throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "SKIPPED: no Linux, no list of descriptors");
        try (BindServiceFactory factory = new BindServiceFactory();
                LivePrinter printer = LivePrinter.start(factory, TestPrinters.next(), tls(engine), Map.of())) {
            leaveSecured(printer, version);
            long before = pipes();
            for (int i = 1; i < LEAVERS; i++) {
                leaveSecured(printer, version);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> printer.events().size() == LEAVERS);
            assertThat(printer.events()).allMatch(event -> event.code().endsWith("_BEFORE_REQUEST"));
            await().atMost(Duration.ofSeconds(10)).until(() -> pipes() <= before);
        }
    }

    private static void leaveSecured(LivePrinter printer, String version) throws IOException {
        try (TlsClient client = TlsClient.connect(printer.tls(), version)) {
            client.handshake();
        }
    }

    private static PrinterTls tls(String engine) {
        if (engine.equals("jdk")) {
            return TestTls.shared();
        }
        assumeTrue(Conscrypt.isAvailable(), "SKIPPED: no native engine here");
        return TestTls.shared().on(Conscrypt.newProvider());
    }

    /** Pipes that this process holds; a native engine has one, the test's own clients have none. */
    private static long pipes() throws IOException {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.filter(LeaversIT::isPipe).count();
        }
    }

    private static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (IOException gone) {
            return false;
        }
    }
}
