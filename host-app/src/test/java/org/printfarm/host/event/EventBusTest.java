package org.printfarm.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.printfarm.api.Registration;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.service.PrinterEvent;
import org.printfarm.api.service.PrinterEvent.Kind;

@Timeout(60)
final class EventBusTest {

    private final EventBus bus = new EventBus();

    @Test
    void aSubscriberHearsEverythingUntilItLeavesWhateverAnotherThrows() {
        List<Long> heard = new ArrayList<>();
        bus.subscribe(event -> {
            throw new IllegalStateException("not its fault");
        });
        Registration own = bus.subscribe(event -> heard.add(event.id()));
        publish(3);
        own.close();
        publish(1);

        assertThat(heard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aReaderGetsWhatCameSinceItAskedLast() throws InterruptedException {
        publish(2);
        EventBus.Subscription reader = bus.read();
        assertThat(reader.next(Duration.ZERO)).isEqualTo(new EventBus.Batch(0, List.of()));
        publish(2);
        EventBus.Batch batch = reader.next(Duration.ZERO);

        assertThat(batch.lost()).isZero();
        assertThat(batch.events()).extracting(Happening::id).containsExactly(3L, 4L);
        assertThat(batch.events().get(0))
                .isInstanceOfSatisfying(
                        FarmEvent.class, event -> assertThat(event.printer()).isEqualTo("bay-1"));
        assertThat(reader.next(Duration.ZERO).events()).isEmpty();
    }

    @Test
    void aSlowReaderLosesTheOldestAndIsToldHowMany() throws InterruptedException {
        EventBus.Subscription slow = bus.read();
        publish(EventBus.KEPT + 10);
        EventBus.Batch batch = slow.next(Duration.ZERO);

        assertThat(batch.lost()).isEqualTo(10);
        assertThat(batch.events())
                .hasSize(EventBus.KEPT)
                .extracting(Happening::id)
                .startsWith(11L);
        publish(1);
        assertThat(slow.next(Duration.ZERO).lost()).isZero();
    }

    @Test
    void whoComesBackGoesOnWhereItWasAlsoAfterAnotherRun() throws InterruptedException {
        publish(5);

        assertThat(bus.readAfter(3).next(Duration.ZERO).events())
                .extracting(Happening::id)
                .containsExactly(4L, 5L);
        assertThat(bus.readAfter(900).next(Duration.ZERO)).isEqualTo(new EventBus.Batch(0, List.of()));
    }

    @Test
    void aReaderThatWaitsIsWokenByTheFirstEvent() {
        EventBus.Subscription reader = bus.read();
        CompletableFuture<EventBus.Batch> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return reader.next(Duration.ofMinutes(10));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        publish(1);

        assertThat(waiting.join().events()).hasSize(1);
    }

    private void publish(int count) {
        PrinterEvent event = new PrinterEvent(
                Kind.DETECTED, "bind", 3000, new InetSocketAddress(Loopback.of("192.168.1.20"), 51234), "OK", 58);
        for (int i = 0; i < count; i++) {
            bus.sink("bay-1", "bind").accept(event);
        }
    }
}
