package org.printfarm.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.printfarm.api.contract.DriverContract;
import org.printfarm.api.contract.Loopback;
import org.printfarm.api.contract.RecordingMachine;
import org.printfarm.api.contract.TestOrders;
import org.printfarm.api.contract.TestSettings;
import org.printfarm.api.driver.Driver;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.DriverFactory;
import org.printfarm.api.driver.MachineFault;
import org.printfarm.api.driver.MachineStatus.Connection;
import org.printfarm.api.driver.PrintOrder;

/** The contract on a receiver, and what is a receiver's own. */
class WebhookDriverContractIT extends DriverContract<WebhookSettings> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Receiver receiver = new Receiver();

    @TempDir
    private Path elsewhere;

    WebhookDriverContractIT() throws IOException {}

    @AfterEach
    void endReceiver() {
        receiver.close();
    }

    @Override
    protected DriverFactory<WebhookSettings> newFactory() {
        return new WebhookDriverFactory();
    }

    @Override
    protected TestSettings present() {
        return settings(receiver.url());
    }

    @Override
    protected TestSettings absent() {
        return settings("http://" + Loopback.next().getHostAddress() + ":9/");
    }

    @Override
    protected Optional<byte[]> delivered(String fileName) {
        return Optional.ofNullable(receiver.files.get(fileName));
    }

    @Override
    protected boolean isOfThePlace(String threadName) {
        return threadName.equals(Receiver.THREADS)
                || threadName.startsWith("HTTP-Dispatcher")
                || threadName.startsWith("Keep-Alive-Timer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFileMayBeFetchedBeforeTheAnswerOrAfterIt(boolean after) throws Exception {
        if (after) {
            receiver.fetchAfterTheAnswer();
        }
        PrintOrder order = order();
        deliver(order);
        await().atMost(PATIENCE).until(() -> receiver.files.containsKey(order.fileName()));
        assertThat(receiver.files.get(order.fileName())).asString().isEqualTo("ours");
        assertThat(receiver.faults).isEmpty();
        assertThat(receiver.messages).last().satisfies(message -> {
            assertThat(message.at("/job/id").asText()).isEqualTo("job-7");
            assertThat(message.at("/delivery").asInt()).isEqualTo(7);
            assertThat(message.at("/file/sha256").asText()).isEqualTo(order.sha256());
        });
    }

    @Test
    void aLinkEndsWithItsDelivery() throws Exception {
        try (WebhookDriverFactory factory = new WebhookDriverFactory();
                RecordingMachine machine = new RecordingMachine("m");
                Driver driver = factory.create(machine, factory.readSettings(present()))) {
            driver.deliver(order(), sent -> {});
            URI link = URI.create(receiver.messages
                    .get(receiver.messages.size() - 1)
                    .at("/file/url")
                    .asText());
            assertThatThrownBy(() -> link.toURL().openStream()).isInstanceOf(FileNotFoundException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"500,true,BUSY", "429,true,BUSY", "404,false,REFUSED", "401,false,REFUSED", "302,false,REFUSED"})
    void whatTheAnswerMeansIsTold(int status, boolean again, MachineFault.Code code) {
        receiver.answerJobsWith(status);
        assertThatThrownBy(() -> deliver(order())).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.isRetryable()).isEqualTo(again);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(Integer.toString(status)).hasMessageNotContaining("key=");
        });
    }

    @Test
    void aReceiverThatFailedIsOfflineUntilItAnswersAPing() throws Exception {
        receiver.answerJobsWith(503);
        try (WebhookDriverFactory factory = new WebhookDriverFactory();
                RecordingMachine machine = new RecordingMachine("m");
                Driver driver = factory.create(machine, factory.readSettings(present()))) {
            driver.open();
            await().atMost(PATIENCE).until(() -> machine.is(Connection.ONLINE));
            PrintOrder order = order();
            assertThatThrownBy(() -> driver.deliver(order, sent -> {})).isInstanceOf(DriverException.class);
            assertThat(machine.is(Connection.OFFLINE)).isTrue();
            await().atMost(PATIENCE).until(() -> machine.is(Connection.ONLINE));
        }
    }

    @ParameterizedTest
    @CsvSource({"url,ftp://a/b", "url,no url", "secret,short", "listen,8890", "listen,300.1.1.1:80", "link-base,farm"})
    void whatCannotBeUsedIsAMistake(String key, String value) {
        TestSettings settings = TestSettings.of(Map.of(
                "url", key.equals("url") ? value : receiver.url(),
                "secret", key.equals("secret") ? value : Receiver.SECRET,
                "listen", key.equals("listen") ? value : "127.0.0.1:0",
                "link-base", key.equals("link-base") ? value : "http://farm.example:8890"));
        WebhookSettings.read(settings);
        assertThat(settings.mistakes()).hasSize(1).first().asString().contains(key);
    }

    private void deliver(PrintOrder order) throws Exception {
        try (WebhookDriverFactory factory = new WebhookDriverFactory();
                RecordingMachine machine = new RecordingMachine("m");
                Driver driver = factory.create(machine, factory.readSettings(present()))) {
            driver.deliver(order, sent -> {});
        }
    }

    private PrintOrder order() throws IOException {
        return TestOrders.of(Files.writeString(elsewhere.resolve("ours"), "ours"), 7);
    }

    private static TestSettings settings(String url) {
        return TestSettings.of(Map.of("url", url, "secret", Receiver.SECRET));
    }
}
