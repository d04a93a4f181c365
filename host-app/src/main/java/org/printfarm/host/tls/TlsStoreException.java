package org.printfarm.host.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something in the folder of certificates and keys cannot be used. The message names the file, what is wrong with it and
 * how to mend it, and nothing of what stands in the file. Whatever was there is still there, untouched.
 */
public final class TlsStoreException extends Exception {

    private final transient Path path;
    private final String problem;

    TlsStoreException(Path path, String problem) {
        this(path, problem, null);
    }

    TlsStoreException(Path path, String problem, @Nullable Throwable cause) {
        super(path + ": " + problem, cause);
        this.path = path;
        this.problem = problem;
    }

    /** A file that cannot be reached, read or written. */
    static TlsStoreException of(Path path, String what, IOException cause) {
        return new TlsStoreException(path, what + ": " + reason(cause), cause);
    }

    /**
     * The file or folder to look at.
     *
     * @return as the message names it
     */
    public Path path() {
        return path;
    }

    /**
     * The message without the path.
     *
     * @return what is wrong and how to mend it
     */
    public String problem() {
        return problem;
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied; run as the user who owns it, or give this user the right to it";
        }
        if (cause instanceof FileSystemException detailed && detailed.getReason() != null) {
            return detailed.getReason();
        }
        return cause.getClass().getSimpleName();
    }
}
