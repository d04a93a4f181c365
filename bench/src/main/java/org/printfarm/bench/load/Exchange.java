package org.printfarm.bench.load;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One connection from connect to the server's close. One thread. */
final class Exchange {

    /** More than any reply of these printers, whose names are short: what does not fit is wrong. */
    private static final int REPLY_BYTES = 4 * 1024;

    /** Replies that were found right: the same bytes again need no second look. */
    private final Map<Target, byte[]> proven;

    private final SocketChannel channel;
    private final Target target;
    private final long begun;
    private final ByteBuffer reply;
    private @Nullable Link link;
    private long replied;

    Exchange(SocketChannel channel, Target target, long begun, Map<Target, byte[]> proven) {
        this.channel = channel;
        this.target = target;
        this.begun = begun;
        this.proven = proven;
        this.reply = ByteBuffer.allocate(REPLY_BYTES);
    }

    /** Makes the connection's end from a channel that is connected. */
    interface LinkMaker {
        Link make(SocketChannel channel) throws IOException;
    }

    SocketChannel channel() {
        return channel;
    }

    long begun() {
        return begun;
    }

    /** Nanoseconds from connect to the reply's last byte; valid after {@link Verdict#OK}. */
    long latency() {
        return replied - begun;
    }

    boolean saidGoodbye() {
        return link != null && link.saidGoodbye();
    }

    boolean hasReply() {
        return replied != 0;
    }

    /**
     * Goes as far as it goes without waiting.
     *
     * @return how it ended; empty when it goes on
     */
    Optional<Verdict> advance(LinkMaker maker) {
        try {
            if (link == null) {
                if (!channel.finishConnect()) {
                    return Optional.empty();
                }
                link = maker.make(channel);
            }
            return receive(link);
        } catch (SSLException e) {
            return Optional.of(link != null && link.isOpen() ? Verdict.TLS_IO : Verdict.TLS_HANDSHAKE);
        } catch (ConnectException e) {
            return Optional.of(Verdict.CONNECT_REFUSED);
        } catch (IOException e) {
            return Optional.of(link == null ? Verdict.CONNECT_OTHER : Verdict.RESET);
        }
    }

    private Optional<Verdict> receive(Link from) throws IOException {
        for (int read = from.read(reply); read != Link.NOTHING_YET; read = from.read(reply)) {
            boolean ended = read == Link.END;
            Optional<Verdict> verdict = check(ended);
            if (verdict.isPresent() && verdict.get() == Verdict.OK) {
                if (ended) {
                    return verdict;
                }
                if (!hasReply()) {
                    replied = System.nanoTime();
                }
            } else if (verdict.isPresent()) {
                return verdict;
            } else if (!reply.hasRemaining()) {
                return Optional.of(Verdict.BAD_LENGTH);
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> check(boolean ended) {
        byte[] known = proven.get(target);
        int size = reply.position();
        if (known != null && size == known.length && Arrays.equals(known, 0, size, reply.array(), 0, size)) {
            return Optional.of(Verdict.OK);
        }
        Optional<Verdict> verdict = ReplyCheck.check(reply.duplicate().flip(), ended, target.serial());
        if (verdict.filter(Verdict.OK::equals).isPresent()) {
            proven.put(target, Arrays.copyOf(reply.array(), size));
        }
        return verdict;
    }
}
