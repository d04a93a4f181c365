package org.printfarm.host.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;

/**
 * A connection between two hosts for one stored file, over TLS in which each proves that it has the farm's key. The one that dials says
 * what it wants in {@value #ASKING} bytes: a letter, the SHA-256 and a size; the other answers with a letter, of a file that it
 * gives with the size, and the file. Whatever takes longer than it may ends with the connection. One thread.
 */
final class HostLink implements AutoCloseable {

    /** Wants a file; its size is 0. */
    static final int GIVE = 'G';

    /** Brings one, which follows. */
    static final int KEEP = 'K';

    /** A file follows, or the one that was brought is on the disk. */
    static final int DONE = 'D';

    /** There is no such file, or it was not taken. */
    static final int NO = 'N';

    static final int ASKING = 41;

    /** Until both sides know each other, and before a file. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_DIAL = Duration.ofSeconds(3);

    /** A file may take a second for so many bytes, beside the patience: 8 Mbit/s. */
    private static final long SLOWEST = 1_000_000;

    private static final int SHA256_BYTES = 32;
    private static final int BUFFER = 1 << 16;

    private final Socket raw;
    private final Scheduler timer;
    private final DataInputStream in;
    private final DataOutputStream out;
    private Registration end;

    /**
     * What is wanted.
     *
     * @param what {@link #GIVE} or {@link #KEEP}
     * @param sha256 in hex
     * @param bytes not negative
     */
    record Wish(int what, String sha256, long bytes) {}

    private HostLink(SSLContext tls, Socket raw, Scheduler timer, boolean isDialling) throws IOException {
        this.raw = raw;
        this.timer = timer;
        this.end = timer.after(PATIENCE, this::cut);
        try {
            raw.setTcpNoDelay(true);
            SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, "", raw.getPort(), true);
            socket.setUseClientMode(isDialling);
            socket.setNeedClientAuth(!isDialling);
            socket.setEnabledProtocols(new String[] {"TLSv1.3"});
            socket.startHandshake();
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
            this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** To another host. */
    static HostLink dial(SSLContext tls, InetSocketAddress at, Scheduler timer) throws IOException {
        Socket raw = new Socket();
        try {
            raw.connect(at, (int) LONGEST_DIAL.toMillis());
        } catch (IOException e) {
            raw.close();
            throw e;
        }
        return new HostLink(tls, raw, timer, true);
    }

    /** From another host. */
    static HostLink answer(SSLContext tls, Socket accepted, Scheduler timer) throws IOException {
        return new HostLink(tls, accepted, timer, false);
    }

    /** The socket below TLS: whoever waits in TLS is not waited for. */
    private void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            // It is of no more use either way.
            return;
        }
    }

    /** From now on there is time for a file of a size. */
    void expect(long bytes) {
        end.close();
        end = timer.after(PATIENCE.plusSeconds(bytes / SLOWEST), this::cut);
    }

    void ask(Wish wish) throws IOException {
        out.writeByte(wish.what);
        out.write(HexFormat.of().parseHex(wish.sha256));
        out.writeLong(wish.bytes);
        out.flush();
    }

    Wish asked() throws IOException {
        int what = in.readUnsignedByte();
        byte[] sha256 = new byte[SHA256_BYTES];
        in.readFully(sha256);
        long bytes = in.readLong();
        if ((what != GIVE && what != KEEP) || bytes < 0) {
            throw new IOException("a host of another version");
        }
        return new Wish(what, HexFormat.of().formatHex(sha256), bytes);
    }

    void say(int answer) throws IOException {
        out.writeByte(answer);
        out.flush();
    }

    boolean isDone() throws IOException {
        return in.readUnsignedByte() == DONE;
    }

    /** Sends a file without its size. */
    void send(Path file) throws IOException {
        Files.copy(file, (OutputStream) out);
        out.flush();
    }

    /** Sends a file behind its size. */
    void give(Path file) throws IOException {
        long bytes = Files.size(file);
        expect(bytes);
        out.writeByte(DONE);
        out.writeLong(bytes);
        send(file);
    }

    /** The size of the file that follows. */
    long size() throws IOException {
        long bytes = in.readLong();
        if (bytes < 0) {
            throw new IOException("a host of another version");
        }
        return bytes;
    }

    /** What the other side sends. */
    DataInputStream in() {
        return in;
    }

    @Override
    public void close() {
        end.close();
        cut();
    }
}
