package org.printfarm.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Asks one printer again and again, from before it listens, until it answers. One thread. */
public final class FirstReply {

    private static final long PAUSE_MICROS = 500;
    private static final long PATIENCE_SECONDS = 60;
    private static final String PROTOCOL = "TLSv1.3";

    private final byte[] request = Requests.detect();
    private final SSLContext tls;

    /** Prepares; use one object for many starts, so that only the first finds the client cold. */
    public FirstReply() {
        try {
            tls = ClientTls.context(PROTOCOL, false);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /**
     * Waits for the first right reply.
     *
     * @param target who is asked; may not listen yet
     * @param overTls whether over TLS 1.3
     * @return when it had come, on the clock of {@link System#nanoTime}
     * @throws IOException when a reply is wrong, or none comes
     */
    public long await(Target target, boolean overTls) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            ExchangeTally tally = new ExchangeTally(overTls, 0);
            new ExchangeLoop(new ExchangePlan(List.of(target), 1, 1, PATIENCE_SECONDS, 0), links(overTls), tally).run();
            if (tally.count(Verdict.Kind.RIGHT) == 1) {
                return System.nanoTime();
            }
            if (tally.count(Verdict.Kind.WRONG) > 0) {
                throw new IOException("a wrong reply from " + target.address());
            }
            TimeUnit.MICROSECONDS.sleep(PAUSE_MICROS);
        }
        throw new IOException("no reply from " + target.address());
    }

    private Exchange.LinkMaker links(boolean overTls) {
        return overTls
                ? channel -> new TlsLink(channel, ClientTls.engine(tls, PROTOCOL), ByteBuffer.wrap(request))
                : channel -> new PlainLink(channel, ByteBuffer.wrap(request));
    }
}
