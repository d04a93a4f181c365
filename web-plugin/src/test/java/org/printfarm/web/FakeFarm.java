package org.printfarm.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.printfarm.api.Registration;
import org.printfarm.api.Scheduler;
import org.printfarm.api.contract.TestTls;
import org.printfarm.api.farm.FarmCallException;
import org.printfarm.api.farm.FarmCaller;
import org.printfarm.api.farm.FarmContext;
import org.printfarm.api.farm.FarmEvents;
import org.printfarm.api.farm.FarmSignIn;
import org.printfarm.api.farm.FarmUpload;
import org.printfarm.api.service.PrinterTls;
import org.printfarm.api.service.ServiceStatus;
import org.printfarm.api.settings.Secret;

/** A farm that notes what it is asked. The key {@code all} may everything, the key {@code none} nothing. */
public final class FakeFarm implements FarmContext, FarmSignIn {

    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final AtomicLong received = new AtomicLong();
    public final AtomicInteger stored = new AtomicInteger();
    public final AtomicInteger thrownAway = new AtomicInteger();
    public final List<byte[]> contents = new CopyOnWriteArrayList<>();
    private final List<Runnable> periodic = new CopyOnWriteArrayList<>();
    public final Map<String, String> documents = new ConcurrentHashMap<>();
    private final List<FarmEvents.Entry> events = new ArrayList<>();
    private volatile boolean session;
    private boolean brokenOff;
    private volatile boolean link = true;
    private volatile Optional<URI> page = Optional.empty();
    private final Path file;

    public FakeFarm(Path file) {
        this.file = file;
    }

    public URI page() {
        return page.orElseThrow();
    }

    public synchronized void happens(String kind) {
        events.add(new FarmEvents.Entry(events.size() + 1, kind, "{\"kind\":\"" + kind + "\"}"));
        notifyAll();
    }

    /** The next wait for an event ends by an error. */
    public synchronized void breaksOff() {
        brokenOff = true;
        notifyAll();
    }

    @Override
    public void report(ServiceStatus status) {}

    @Override
    public void serves(URI address) {
        page = Optional.of(address);
    }

    @Override
    public Scheduler scheduler() {
        return new Scheduler() {
            @Override
            public Registration after(Duration delay, Runnable task) {
                return () -> {};
            }

            @Override
            public Registration every(Duration delay, Duration period, Runnable task) {
                periodic.add(task);
                return () -> periodic.remove(task);
            }
        };
    }

    /** Whatever is done now and then is done once. */
    public void tick() {
        periodic.forEach(Runnable::run);
    }

    @Override
    public FarmSignIn signIn() {
        return this;
    }

    @Override
    public PrinterTls tls(String name, List<Inet4Address> addresses) {
        return TestTls.shared();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public synchronized long awaitEvent(long after, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); events.size() <= after && left > 0 && !brokenOff; ) {
            wait(left);
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
        if (brokenOff) {
            brokenOff = false;
            throw new AssertionError("the test asked for it");
        }
        return events.size();
    }

    @Override
    public Optional<FarmCaller> byKey(Secret key) {
        return switch (key.revealClearText()) {
            case "all" -> Optional.of(new Caller(true));
            case "none" -> Optional.of(new Caller(false));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<FarmCaller> bySession(Secret id) {
        return session && id.matches("session") ? Optional.of(new Caller(true)) : Optional.empty();
    }

    @Override
    public Optional<Secret> withPassword(InetAddress peer, String user, Secret password) {
        session = user.equals("eve") && password.matches("right password");
        return session ? Optional.of(Secret.of("session")) : Optional.empty();
    }

    @Override
    public Optional<Secret> withLink(Secret token) {
        if (!link || !token.matches("token")) {
            return Optional.empty();
        }
        link = false;
        session = true;
        return Optional.of(Secret.of("session"));
    }

    @Override
    public void end(Secret id) {
        session = false;
    }

    private final class Caller implements FarmCaller {
        private final boolean may;

        Caller(boolean may) {
            this.may = may;
        }

        @Override
        public String name() {
            return "eve";
        }

        @Override
        public String role() {
            return "viewer";
        }

        @Override
        public boolean may(String verb) {
            return may;
        }

        @Override
        public byte[] call(String verb, List<String> arguments) throws FarmCallException {
            calls.add(verb + arguments);
            if (arguments.contains("\"no-such\"")) {
                throw new FarmCallException("NOT_FOUND", "there is no job of that id", "./farm jobs lists them");
            }
            return documents
                    .getOrDefault(verb, "[{\"id\":\"bay-1\",\"verb\":\"" + verb + "\"}]")
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public SeekableByteChannel content(String jobId) throws FarmCallException {
            try {
                return FileChannel.open(file);
            } catch (IOException e) {
                throw new FarmCallException("STORAGE", "no file", "");
            }
        }

        @Override
        public FarmUpload upload(String printer, String name, long maxBytes, InetAddress from) {
            calls.add("upload[" + printer + ", " + name + "]");
            return new Incoming(name, maxBytes);
        }

        @Override
        public FarmEvents events(long after) {
            return new Feed(after);
        }
    }

    private final class Incoming implements FarmUpload {
        private final String name;
        private final long maxBytes;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private boolean open = true;

        Incoming(String name, long maxBytes) {
            this.name = name;
            this.maxBytes = maxBytes;
        }

        @Override
        public void write(ByteBuffer data) throws FarmCallException {
            if (name.startsWith("no-room")) {
                throw new FarmCallException("DISK_FULL", "the disk is full", "");
            }
            received.addAndGet(data.remaining());
            if (content.size() + data.remaining() > maxBytes) {
                throw new FarmCallException("TOO_LARGE", "the file is larger than allowed", "");
            }
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            content.writeBytes(piece);
        }

        @Override
        public String store() throws FarmCallException {
            if (name.startsWith("no-archive")) {
                throw new FarmCallException("NOT_ALLOWED", "the archive would unpack without bound", "");
            }
            open = false;
            contents.add(content.toByteArray());
            return Integer.toString(stored.incrementAndGet());
        }

        @Override
        public String print(OptionalInt plate) throws FarmCallException {
            calls.add("print[" + plate + "]");
            String job = store();
            if (name.startsWith("no-plate")) {
                throw new FarmCallException("NOT_POSSIBLE", "the file is stored as job " + job, "name another plate");
            }
            return job;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                thrownAway.incrementAndGet();
            }
        }
    }

    private final class Feed implements FarmEvents {
        private long seen;

        Feed(long after) {
            seen = after;
        }

        @Override
        public Batch next(BiPredicate<String, String> wanted) {
            synchronized (FakeFarm.this) {
                List<Entry> found = events.stream()
                        .filter(entry -> entry.id() > Math.min(seen, Integer.MAX_VALUE))
                        .filter(entry -> wanted.test("bay-1", entry.kind()))
                        .toList();
                seen = events.size();
                return new Batch(0, found);
            }
        }
    }
}
