package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.host.job.store.InboxFolder;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.JobArchive;
import org.printfarm.host.job.store.JobFilter;

/**
 * Kills the real farm (SIGKILL) while clients upload over FTPS, and looks for everything that they saw answered by 226.
 * {@code -Dfarm.kill.farms=100} makes a long run of it. {@code KilledHostIT} kills the inbox alone, which is quicker.
 */
class KilledFarmIT {

    private static final int ROUNDS = Integer.getInteger("farm.kill.farms", 3);
    private static final int CLIENTS = 3;
    private static final int MAX_UPLOADS = 10_000;
    private static final int LONGEST_LIFE_MILLIS = 1_500;
    private static final int ACKNOWLEDGED = 226;

    @TempDir
    private Path folder;

    /** Names of files; each one's content follows from its name. */
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void whateverAClientSawAcknowledgedIsThereAndWholeAfterAKill() throws Exception {
        FarmFile file = FarmFile.write(folder, 1, "{ftp: {port: " + SlicerAtWork.FTP_PORT + "}}");
        for (int round = 0; round < ROUNDS; round++) {
            uploadAndKill(file.addresses().get(0), round);
            lookAtAllJobs();
        }
        Path classes = folder.resolve("classes.txt");
        try (FarmProcess farm = FarmProcess.start(folder, List.of("-Xlog:class+load:file=" + classes), "run")
                .awaitReady()) {
            assertThat(farm.err()).doesNotContain("ERROR");
            lookAtAllJobs();
        }
        assertThat(Files.readString(classes))
                .as("what only another database needs is not loaded")
                .contains("org.sqlite")
                .doesNotContain("org.postgresql", "com.zaxxer", "host.job.store.Postgres");
        System.out.println("killed " + ROUNDS + " farms; " + acknowledged.size() + " acknowledged uploads are there");
    }

    private void uploadAndKill(Inet4Address printer, int round) throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (FarmProcess farm = FarmProcess.start(folder, "run").awaitReady()) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String prefix = round + "-" + client + "-";
                ends.add(clients.submit(() -> uploadUntilKilled(printer, prefix, first)));
            }
            assertThat(first.await(60, TimeUnit.SECONDS)).as(farm.err()).isTrue();
            // A moment at random is what this is about: there is no event to wait for.
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(LONGEST_LIFE_MILLIS)));
            farm.kill();
            farm.awaitEnd();
            for (Future<Void> end : ends) {
                end.get(90, TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private Void uploadUntilKilled(Inet4Address printer, String prefix, CountDownLatch first)
            throws GeneralSecurityException {
        try (UploadSession session = new UploadSession(printer)) {
            session.login(FarmFile.ACCESS_CODE);
            for (int number = 0; number < MAX_UPLOADS; number++) {
                String name = prefix + number + ".gcode.3mf";
                if (session.store(name, SlicedFile.named(name)) == ACKNOWLEDGED) {
                    acknowledged.add(name);
                    first.countDown();
                }
            }
        } catch (IOException e) {
            // The farm is gone, and the connection with it.
            return null;
        }
        throw new AssertionError("the farm was never killed");
    }

    /** As {@code farm jobs} does, whether a host runs or not. */
    private void lookAtAllJobs() throws Exception {
        Path exported = folder.resolve("exported");
        try (JobArchive archive = JobArchive.open(InboxFolder.of(folder.resolve("data")))) {
            Set<String> names =
                    archive.list(JobFilter.NEWEST).stream().map(Job::file).collect(Collectors.toSet());
            assertThat(names).containsAll(acknowledged);
            for (Job job : archive.list(JobFilter.NEWEST)) {
                JobArchive.export(archive.content(job.id()).orElseThrow(), exported);
                assertThat(Files.readAllBytes(exported)).isEqualTo(SlicedFile.named(job.file()));
            }
        }
    }
}
