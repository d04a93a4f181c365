package org.printfarm.host.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.host.files.FileStamp;

/** When a change of farm.yaml, or of a file that it refers to, is told. Each look is made by hand. */
final class FileWatchTest {

    @TempDir
    private Path folder;

    private final AtomicInteger told = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private Runnable look = () -> {};
    private final Map<Path, FileStamp> references = new HashMap<>();
    private Path file;
    private Path code;

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(folder.resolve("farm.yaml"), "a");
        code = Files.writeString(folder.resolve("code"), "a");
        refer(code);
        refer(Files.createDirectory(folder.resolve("out")));
        new FileWatch(file, FileStamp.of(file), () -> references, byHand(), wanted::get, told::incrementAndGet);
        looks(2);
    }

    private void refer(Path to) {
        references.put(to, FileStamp.of(to).orElseThrow());
    }

    private Scheduler byHand() {
        return new Scheduler() {
            @Override
            public Registration after(Duration delay, Runnable task) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Registration every(Duration delay, Duration period, Runnable task) {
                look = task;
                return () -> {};
            }
        };
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            look.run();
        }
    }

    @Test
    void aChangeIsToldOnceWhenItRests() throws Exception {
        Files.writeString(file, "bb");
        looks(1);
        Files.writeString(file, "ccc");
        looks(1);
        assertThat(told).as("it changed between two looks").hasValue(0);
        looks(3);
        assertThat(told).hasValue(1);
    }

    @Test
    void soIsOneOfAFileThatItRefersTo() throws Exception {
        Files.writeString(code, "bb");
        looks(3);
        assertThat(told).hasValue(1);
        Files.delete(code);
        looks(3);
        assertThat(told).as("it is waited for").hasValue(1);
        Files.writeString(code, "ccc");
        looks(3);
        assertThat(told).hasValue(2);
    }

    @Test
    void whatBelongsToItFromNowOnIsNoChangeAndNeitherIsAFolder() throws Exception {
        refer(Files.writeString(folder.resolve("newcomer"), "a"));
        Files.writeString(folder.resolve("out/delivered"), "a");
        looks(3);
        assertThat(told).hasValue(0);
        Files.writeString(folder.resolve("newcomer"), "bb");
        looks(3);
        assertThat(told).hasValue(1);
    }

    @Test
    void whileNobodyWantsItNothingIsTold() throws Exception {
        wanted.set(false);
        Files.writeString(file, "bb");
        Files.writeString(code, "bb");
        looks(3);
        wanted.set(true);
        looks(3);
        assertThat(told).hasValue(0);
        Files.writeString(file, "ccc");
        looks(3);
        assertThat(told).hasValue(1);
    }
}
