package org.printfarm.host.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The machine's time since it was switched on. It is the same for all processes, nobody sets it, and it goes on while the machine
 * sleeps, which {@link System#nanoTime} does not.
 */
public final class Uptime {

    /** Source: proc(5), {@code /proc/uptime}: seconds with two digits behind the point, a blank, and the idle time. */
    private static final Path FILE = Path.of("/proc/uptime");

    private static final int MILLIS = 10;

    private Uptime() {}

    /** Now, in hundredths of a second. */
    public static long now() throws IOException {
        String text = Files.readString(FILE, StandardCharsets.US_ASCII);
        try {
            return Long.parseLong(text.split(" ", 2)[0].replace(".", ""));
        } catch (NumberFormatException e) {
            throw new IOException(FILE + " has no time", e);
        }
    }

    /** A moment from now, in hundredths of a second. */
    public static long in(Duration left) throws IOException {
        return now() + left.toMillis() / MILLIS;
    }
}
