package org.printfarm.bench.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A large file that does not compress.
 *
 * @param path where it lies
 */
record UploadFile(Path path) {

    private static final int MEGABYTE = 1_000_000;
    private static final long SEED = 1;

    static UploadFile make(Path path, int megabytes) throws IOException {
        Random random = new Random(SEED);
        byte[] part = new byte[MEGABYTE];
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(part);
                ByteBuffer bytes = ByteBuffer.wrap(part);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
        }
        return new UploadFile(path);
    }

    /** Makes it another file, because the inbox keeps the same content once; gives its SHA-256 in hex. */
    String change(int round) throws IOException {
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(round).flip(), 0);
        }
        try (InputStream file = Files.newInputStream(path)) {
            DigestInputStream digested = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"));
            byte[] buffer = new byte[1 << 16];
            int read = digested.read(buffer);
            while (read >= 0) {
                read = digested.read(buffer);
            }
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
