package org.printfarm.host.job.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.printfarm.host.files.HeldFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored files of this host and those of the others, which are the same by their SHA-256: what is missing here is fetched when
 * somebody needs it. Any thread, but none that holds the inbox.
 */
public final class ContentReplicas {

    private static final Logger LOG = LoggerFactory.getLogger(ContentReplicas.class);
    private static final int BUFFER = 1 << 16;

    private final InboxFolder folder;
    private final ContentStore contents;
    private final ContentSweep sweep;
    private final HostPlaces places;
    private volatile OtherHosts others = OtherHosts.NONE;

    ContentReplicas(InboxFolder folder, ContentStore contents, ContentSweep sweep, HostPlaces places) {
        this.folder = folder;
        this.contents = contents;
        this.sweep = sweep;
        this.places = places;
    }

    /** Where they are. */
    public HostPlaces places() {
        return places;
    }

    /** From now on, these are the others. */
    public void reach(OtherHosts hosts) {
        others = hosts;
    }

    /** See {@link OtherHosts#keep}. */
    void keep(String sha256, Path file) throws IOException {
        others.keep(sha256, file);
    }

    /** See {@link OtherHosts#unreached}. */
    public Map<HostPlaces.Place, String> unreached() throws IOException {
        return others.unreached();
    }

    /** Whether a content lies here. */
    public boolean isHere(String sha256) {
        return Files.exists(contents.path(sha256));
    }

    /** Where a content lies here, whether it does or not. */
    public Path here(String sha256) {
        return contents.path(sha256);
    }

    /** Where a content lies here from now on; nothing is there when no host that can be reached has it. */
    Path wanted(String sha256) {
        if (folder.isReplica() && !isHere(sha256)) {
            fetch(sha256);
        }
        return contents.path(sha256);
    }

    /** Stores a whole copy here in place of one that is missing or damaged; false when no host that can be reached has one. */
    public boolean fetch(String sha256) {
        try {
            if (others.fetch(sha256)) {
                return true;
            }
            LOG.warn("file=missing sha256={} hint=\"no other host that has it can be reached\"", sha256);
        } catch (IOException e) {
            LOG.warn("file=missing sha256={}", sha256, e);
        }
        return false;
    }

    /**
     * Stores a content that comes from another host. When this returns it is on the disk; a sweep removes it if its job is never
     * recorded.
     *
     * @param bytes its size
     * @param from not read further
     * @throws IOException when it ends before, is another content than it says, or cannot be written; then nothing was stored
     */
    public void receive(String sha256, long bytes, InputStream from) throws IOException {
        if (Files.getFileStore(folder.files()).getUsableSpace() - StorageTrouble.FULL_BELOW_BYTES < bytes) {
            throw new IOException("the disk of " + folder.files() + " has no room for " + bytes + " bytes");
        }
        Path incoming = folder.createIncoming();
        try {
            if (!write(from, bytes, incoming).equals(sha256)) {
                throw new IOException("what was sent as " + sha256 + " is something else");
            }
            try (HeldFile lock = folder.hold()) {
                contents.place(incoming, sha256);
            }
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** Its SHA-256. */
    private static String write(InputStream from, long bytes, Path target) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            long left = bytes;
            while (left > 0) {
                int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException(left + " bytes of " + bytes + " did not come");
                }
                sha256.update(buffer, 0, count);
                out.write(buffer, 0, count);
                left -= count;
            }
            channel.force(true);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * Fetches all that is recorded and not here.
     *
     * @throws IOException when some of it is at no host that can be reached
     */
    void gather() throws IOException {
        int missing = 0;
        for (int i = 0; folder.isReplica() && i < InboxFolder.FOLDERS; i++) {
            for (String sha256 : sweep.missing(InboxFolder.digits(i))) {
                missing += fetch(sha256) ? 0 : 1;
            }
        }
        if (missing > 0) {
            throw new IOException(
                    missing + " stored files are not at this host, nor at another one that it reaches: ask at a host"
                            + " that runs, start those that do not, or delete the jobs whose files are lost (the log names them)");
        }
    }
}
