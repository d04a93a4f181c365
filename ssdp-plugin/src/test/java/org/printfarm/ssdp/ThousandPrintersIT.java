package org.printfarm.ssdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.ssdp.message.Datagrams;

/** A large farm: what it costs and that each printer is heard. That they are spread evenly, TimetableTest shows. */
@EnabledOnOs(OS.LINUX)
class ThousandPrintersIT {

    private static final int MANY = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Test
    void eachIsHeardAndAnswersWithOneThreadAndOneSocketEach() throws IOException {
        int port = Ports.unused();
        try (Listener listener = Listener.onAllAddresses(port);
                Listener asker = Listener.onItsOwn();
                Farm farm = new Farm(port)) {
            long descriptorsBefore = descriptors();
            Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
            for (int i = 0; i < MANY; i++) {
                assertThat(farm.make(TestPrinters.next()).start()).isInstanceOf(ServiceStatus.Running.class);
            }
            assertThat(descriptors() - descriptorsBefore).isLessThan(MANY + 20);
            assertThat(ownThreads(threadsBefore)).containsExactly("ssdp");
            await().atMost(PATIENCE).until(() -> serials(listener) == MANY);
            asker.send(Datagrams.read("search-all"), new InetSocketAddress(Loopback.of("127.255.255.255"), port));
            await().atMost(PATIENCE).until(() -> serials(asker) == MANY);
        }
    }

    private static long serials(Listener listener) {
        return listener.heard().stream()
                .flatMap(heard -> heard.text().lines().filter(line -> line.startsWith("USN: ")))
                .distinct()
                .count();
    }

    private static Set<String> ownThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("ssdp"))
                .collect(Collectors.toSet());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
