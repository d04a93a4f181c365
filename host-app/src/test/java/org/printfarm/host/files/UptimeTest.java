package org.printfarm.host.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UptimeTest {

    @Test
    void itIsTheKernelsAndGoesOnThoughTheFileStaysOpen() throws IOException {
        long first = Uptime.now();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Uptime.now() > first);
        long before = kernels();
        long now = Uptime.now();
        assertThat(now).isBetween(before, kernels());
    }

    private static long kernels() throws IOException {
        String text = Files.readString(Path.of("/proc/uptime"));
        return Math.round(Double.parseDouble(text.substring(0, text.indexOf(' '))) * 100);
    }
}
