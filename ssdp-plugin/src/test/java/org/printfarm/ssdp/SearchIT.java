package org.printfarm.ssdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.TestPrinters;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.ssdp.message.Announced;
import org.printfarm.ssdp.message.DatagramWriter;
import org.printfarm.ssdp.message.Datagrams;
import org.printfarm.ssdp.schedule.SearchLimiter;

/** Searches over real sockets on loopback. */
class SearchIT {

    private static final int MAX_TRIES = 10;
    private static final byte[] SEARCH = Datagrams.read("search-urn");

    private Farm farm;
    private Listener asker;
    private List<Farm.Running> printers;

    @BeforeEach
    void open() throws IOException {
        farm = new Farm().with("interval", "10m");
        printers = IntStream.range(0, 3)
                .mapToObj(i -> farm.start(TestPrinters.next()))
                .toList();
        asker = Listener.onItsOwn();
    }

    @AfterEach
    void close() throws IOException {
        farm.close();
        asker.close();
    }

    @Test
    void searchByBroadcastIsAnsweredByEachPrinterFromItsOwnAddress() throws IOException {
        asker.send(SEARCH, broadcast());
        List<Listener.Heard> answers = asker.await(3, Listener.Heard::isAnswer);
        for (Farm.Running printer : printers) {
            Listener.Heard answer = answers.stream()
                    .filter(each -> each.isOf(printer.serial()))
                    .findFirst()
                    .orElseThrow();
            assertThat(answer.bytes()).isEqualTo(DatagramWriter.answer(Announced.of(printer.printer())));
            assertThat(answer.from())
                    .isEqualTo(new InetSocketAddress(printer.printer().bindAddress(), farm.port()));
        }
    }

    @Test
    void searchToOneAddressIsAnsweredByThatPrinterAlone() throws IOException {
        Farm.Running asked = printers.get(1);
        asker.send(SEARCH, new InetSocketAddress(asked.printer().bindAddress(), farm.port()));
        asker.await(1, each -> each.isAnswer() && each.isOf(asked.serial()));
        answersToAnHonestSearch(3);
        assertThat(asker.heard(Listener.Heard::isAnswer)).hasSize(1);
    }

    @Test
    void answeredSearchIsAnEvent() throws IOException {
        Farm.Running asked = printers.get(0);
        asker.send(
                Datagrams.read("search-lower-case-lf"),
                new InetSocketAddress(asked.printer().bindAddress(), farm.port()));
        asker.await(1, Listener.Heard::isAnswer);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !asked.context().events().isEmpty());
        PrinterEvent event = asked.context().events().get(0);
        assertThat(event.kind()).isEqualTo(PrinterEvent.Kind.DISCOVERED);
        assertThat(event.peer()).isEqualTo(asker.address());
        assertThat(event.port()).isEqualTo(farm.port());
    }

    @Test
    void otherSearchesAndNoiseAreSilence() throws IOException {
        for (String name : List.of("search-other", "alive", "byebye", "answer")) {
            asker.send(Datagrams.read(name), broadcast());
        }
        answersToAnHonestSearch(3);
        assertThat(asker.heard(Listener.Heard::isAnswer)).isEmpty();
        assertThat(printers.get(0).context().codes(PrinterEvent.Kind.REFUSED)).isEmpty();
    }

    @Test
    void hostileDatagramsStopNothing() throws IOException {
        Random random = new Random(42);
        try (Listener attacker = Listener.onItsOwn()) {
            attacker.send(new byte[0], broadcast());
            attacker.send(Arrays.copyOf(SEARCH, DatagramWriter.MAX_BYTES + 1), broadcast());
            attacker.send(Arrays.copyOf(SEARCH, 60_000), broadcast());
            attacker.send(manyHeaders().getBytes(StandardCharsets.US_ASCII), broadcast());
            for (int i = 0; i < 1000; i++) {
                byte[] noise = new byte[random.nextInt(4097)];
                random.nextBytes(noise);
                attacker.send(noise, broadcast());
            }
            assertThat(answersToAnHonestSearch(3)).hasSize(3);
            assertThat(attacker.heard()).isEmpty();
        }
    }

    @Test
    void floodOfSearchesFromOnePeerIsAnsweredAtABoundedRateAndOthersStillAre() throws IOException {
        long start = System.nanoTime();
        try (Listener flooder = Listener.onItsOwn()) {
            for (int i = 0; i < 500; i++) {
                flooder.send(SEARCH, broadcast());
            }
            assertThat(answersToAnHonestSearch(3)).hasSize(3);
            long refills = Duration.ofNanos(System.nanoTime() - start).dividedBy(SearchLimiter.PERIOD) + 1;
            assertThat(flooder.heard(Listener.Heard::isAnswer))
                    .hasSizeLessThanOrEqualTo((int) (SearchLimiter.BURST + refills) * 3);
        }
    }

    @Test
    void whoAsksFortyPrintersOneByOneHearsOfForty() throws IOException {
        List<Farm.Running> more = IntStream.range(0, 37)
                .mapToObj(i -> farm.start(TestPrinters.next()))
                .toList();
        for (Farm.Running asked :
                Stream.concat(printers.stream(), more.stream()).toList()) {
            asker.send(SEARCH, new InetSocketAddress(asked.printer().bindAddress(), farm.port()));
        }
        assertThat(asker.await(40, Listener.Heard::isAnswer))
                .extracting(Listener.Heard::from)
                .doesNotHaveDuplicates();
    }

    @Test
    void closedPrinterAnswersNoMore() throws IOException {
        printers.get(2).close();
        List<Listener.Heard> answers = answersToAnHonestSearch(2);
        assertThat(answers).noneMatch(each -> each.isOf(printers.get(2).serial()));
    }

    @Test
    void farmsOnDifferentPortsDoNotHearEachOthersSearches() throws IOException {
        try (Farm other = new Farm().with("interval", "10m")) {
            Farm.Running elsewhere = other.start(TestPrinters.next());
            assertThat(answersToAnHonestSearch(3)).noneMatch(each -> each.isOf(elsewhere.serial()));
        }
    }

    /**
     * The answers to an honest search by somebody else, sent after everything before it: what was to come has come. Asked
     * again as real clients do, because the kernel drops what comes while a socket's buffer is full.
     */
    private List<Listener.Heard> answersToAnHonestSearch(int expected) throws IOException {
        ConditionTimeoutException lost = new ConditionTimeoutException("not asked");
        for (int i = 0; i < MAX_TRIES; i++) {
            try (Listener honest = Listener.onItsOwn()) {
                honest.send(SEARCH, broadcast());
                return honest.await(expected, Listener.Heard::isAnswer, Duration.ofSeconds(3));
            } catch (ConditionTimeoutException e) {
                lost = e;
            }
        }
        throw lost;
    }

    private InetSocketAddress broadcast() {
        return new InetSocketAddress(Loopback.of("127.255.255.255"), farm.port());
    }

    private static String manyHeaders() {
        return IntStream.range(0, 900)
                .mapToObj(i -> "A:\n")
                .collect(Collectors.joining("", "M-SEARCH * HTTP/1.1\n", "\n"));
    }
}
