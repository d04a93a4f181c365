package org.printfarm.simulator.ftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.printfarm.simulator.machine.Fault;
import org.printfarm.simulator.machine.MachineRecord;
import org.printfarm.simulator.machine.MachineSpec;
import org.printfarm.simulator.machine.MachineState;
import org.printfarm.simulator.machine.MachineStorage.Outcome;

/** Writes what comes on a data connection to the machine's storage, as fast as that is. One thread. */
final class Uploads {

    private static final int BLOCK_BYTES = 16 * 1024;
    private static final long NANOS = 1_000_000_000L;

    private final MachineSpec spec;
    private final MachineState state;
    private final MachineRecord record;

    Uploads(MachineSpec spec, MachineState state, MachineRecord record) {
        this.spec = spec;
        this.state = state;
        this.record = record;
    }

    /** The reply at the end. A client that breaks off leaves nothing behind but the record of it. */
    String receive(String name, DataChannel channel) throws IOException {
        Path content = state.storage().incoming();
        try {
            Optional<String> refused = channel.open();
            if (refused.isPresent()) {
                return failed(name, content, refused.get());
            }
            byte[] md5 = copy(channel.input(), content);
            if (state.has(Fault.STORAGE_FULL) || state.storage().place(name, content, md5) == Outcome.FULL) {
                return failed(name, content, "451 Failure writing to local file.");
            }
            state.noteUpload(name);
            return "226 Transfer complete.";
        } catch (IOException e) {
            return failed(name, content, "426 Failure reading network stream.");
        }
    }

    boolean delete(String name) {
        boolean gone = state.storage().remove(name);
        if (gone) {
            record.add(spec.id(), MachineRecord.Kind.DELETED, Map.of("file", name));
        }
        return gone;
    }

    private String failed(String name, Path content, String reply) throws IOException {
        Files.deleteIfExists(content);
        record.add(spec.id(), MachineRecord.Kind.UPLOAD_FAILED, Map.of("file", name, "reply", reply.substring(0, 3)));
        return reply;
    }

    private byte[] copy(InputStream in, Path to) throws IOException {
        MessageDigest digest = md5();
        byte[] block = new byte[BLOCK_BYTES];
        long begun = System.nanoTime();
        long total = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                out.write(block, 0, read);
                digest.update(block, 0, read);
                total += read;
                LockSupport.parkNanos(begun + total * NANOS / spec.writeRate() - System.nanoTime());
            }
        }
        return digest.digest();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
