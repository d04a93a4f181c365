package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.client.ClientException;
import org.printfarm.host.client.detect.DetectClient;
import org.printfarm.host.config.StoreUrl;
import org.printfarm.host.job.store.HostReport;
import org.printfarm.host.postgres.PostgresServer;
import org.printfarm.host.postgres.RecordKind;

/** A process that is stopped for longer than its lease, while another host takes over and slicers ask. */
@EnabledOnOs(OS.LINUX)
final class WokenHostIT {

    private static final int QUESTIONS = 20;

    @TempDir
    private Path folder;

    @Test
    void whatWasAskedWhileItSleptIsNotAnsweredAndLaterQuestionsAre() throws Exception {
        StoreUrl url = RecordKind.fresh();
        Files.writeString(folder.resolve("db.password"), PostgresServer.PASSWORD);
        FarmFile file = FarmFile.write(folder, 1, "{bind: on}");
        Files.writeString(
                file.path(),
                Files.readString(file.path())
                        .replace(
                                "data: data,",
                                "data: data, cluster: {lease: 5s}, store: '"
                                        + PostgresServer.shared().text(url.database())
                                        + "', store-password: '${file:db.password}',"));
        ExecutorService slicers = Executors.newFixedThreadPool(QUESTIONS);
        try (FarmProcess host = FarmProcess.start(folder, "run").awaitReady()) {
            assertThat(isAnswered(file)).isTrue();
            host.signal("STOP");
            List<Future<Boolean>> asked = new ArrayList<>();
            for (int i = 0; i < QUESTIONS; i++) {
                asked.add(slicers.submit(() -> isAnswered(file)));
            }
            await().atMost(FarmProcess.PATIENCE)
                    .until(() -> HostReport.of(url).hosts().stream().noneMatch(HostReport.Host::lives));
            assertThat(asked).noneMatch(Future::isDone);
            PostgresServer.shared().execute(url.database(), "UPDATE hosts SET epoch = epoch + 1");
            host.signal("CONT");
            for (Future<Boolean> one : asked) {
                assertThat(one.get()).isFalse();
            }
            await().atMost(FarmProcess.PATIENCE).until(() -> isAnswered(file));
        } finally {
            slicers.shutdownNow();
        }
    }

    private static boolean isAnswered(FarmFile file) {
        try {
            return new DetectClient(Duration.ofSeconds(30))
                    .detect(file.address(1), 3000, false)
                    .serial()
                    .equals(FarmFile.serial(1));
        } catch (ClientException e) {
            return false;
        }
    }
}
