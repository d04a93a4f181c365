package org.printfarm.host.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The machine's time since it was switched on. It is the same for all processes, nobody sets it, and it goes on while the machine
 * sleeps, which {@link System#nanoTime} does not.
 */
public final class Uptime {

    /** Source: proc(5), {@code /proc/uptime}: seconds with two digits behind the point, a blank, and the idle time. */
    private static final Path FILE = Path.of("/proc/uptime");

    private static final int MILLIS = 10;

    /** More than two numbers have. */
    private static final byte[] TEXT = new byte[64];

    /** Kept open: whether a host may answer must not depend on a free descriptor, and is asked often. */
    private static @Nullable RandomAccessFile file;

    private Uptime() {}

    /** Now, in hundredths of a second. Takes a microsecond. */
    public static synchronized long now() throws IOException {
        RandomAccessFile open = file;
        if (open == null) {
            open = new RandomAccessFile(FILE.toFile(), "r");
            file = open;
        }
        open.seek(0);
        String text = new String(TEXT, 0, Math.max(0, open.read(TEXT)), StandardCharsets.US_ASCII);
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
