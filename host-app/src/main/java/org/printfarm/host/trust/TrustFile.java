package org.printfarm.host.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.printfarm.host.view.TrustView;
import org.printfarm.host.view.TrustView.State;

/**
 * One slicer's {@code printer.cer}. It is written in its place, so that its owner and rights stay; before that, a copy is on the disk
 * beside it.
 */
final class TrustFile {

    /** What a copy's name ends with. */
    static final String BACKUP = ".before-printfarm";

    private final Path file;
    private final Path backup;
    private final String notWritable;

    /**
     * A file that is there.
     *
     * @param notWritable what to do when this user may not write it
     */
    TrustFile(Path file, String notWritable) {
        this.file = file;
        this.backup = file.resolveSibling(file.getFileName() + BACKUP);
        this.notWritable = notWritable;
    }

    /** Appends a certificate, looks whether it and all others are there, and takes it back where they are not. */
    TrustView install(String pem) {
        try {
            byte[] before = Files.readAllBytes(file);
            CaBundle bundle = CaBundle.of(before);
            if (bundle.holds(pem)) {
                return told(State.ALREADY_THERE, "it was there before");
            }
            if (!isWritable()) {
                return told(State.NOT_WRITABLE, notWritable);
            }
            Files.copy(file, backup, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            CaBundle wanted = bundle.with(pem);
            write(wanted.bytes());
            CaBundle found = CaBundle.of(Files.readAllBytes(file));
            if (found.equals(wanted) && found.certificates() == bundle.certificates() + 1) {
                return told(State.INSTALLED, found.certificates() + " certificates now; as it was: " + backup);
            }
            write(before);
            return told(State.FAILED, "it did not hold what was written; it is as it was");
        } catch (IOException e) {
            return told(State.FAILED, "it cannot be read or written; as it was, if it was written: " + backup);
        }
    }

    /** Takes a certificate out again; what else came since stays. */
    TrustView undo(String pem) {
        try {
            CaBundle bundle = CaBundle.of(Files.readAllBytes(file));
            if (!bundle.holds(pem)) {
                return told(State.NOT_THERE, "it was not there");
            }
            if (!isWritable()) {
                return told(State.NOT_WRITABLE, notWritable);
            }
            byte[] rest = bundle.without(pem).bytes();
            byte[] original = Files.exists(backup) ? Files.readAllBytes(backup) : rest;
            boolean asBefore = Arrays.equals(CaBundle.of(original).with(pem).bytes(), bundle.bytes());
            write(asBefore ? original : rest);
            Files.deleteIfExists(backup);
            return told(State.REMOVED, asBefore ? "it is as it was" : "the rest is as it was");
        } catch (IOException e) {
            return told(State.FAILED, "it cannot be read or written");
        }
    }

    private boolean isWritable() {
        Path folder = file.toAbsolutePath().getParent();
        return Files.isWritable(file) && folder != null && Files.isWritable(folder);
    }

    private void write(byte[] bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    private TrustView told(State state, String text) {
        return new TrustView(file.toString(), state, text);
    }
}
