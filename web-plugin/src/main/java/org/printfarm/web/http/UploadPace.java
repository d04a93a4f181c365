package org.printfarm.web.http;

import java.time.Duration;
import org.printfarm.api.farm.FarmCallException;

/** Gives a file up that comes too slowly: it keeps a thread. One thread. */
public final class UploadPace {

    /** Bytes a second below which a file is given up, after {@link #GRACE}. */
    private static final long SLOWEST = 1_024;

    private static final Duration GRACE = Duration.ofMinutes(1);

    private final long begin = System.nanoTime();
    private long bytes;

    /** Begins now. */
    public UploadPace() {}

    /**
     * So many bytes came.
     *
     * @throws FarmCallException with {@code NOT_WHOLE} when they are too few by now
     */
    public void came(int count) throws FarmCallException {
        bytes += count;
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        if (seconds > GRACE.toSeconds() && bytes / seconds < SLOWEST) {
            throw new FarmCallException("NOT_WHOLE", "the file comes too slowly", "");
        }
    }

    /** All bytes that came. */
    public long bytes() {
        return bytes;
    }
}
