package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;

/** Tells a full disk and a database that is away from other trouble. */
public final class StorageTrouble {

    /**
     * A write that failed with less room than this failed for want of room, bytes. The system's words for it cannot be relied
     * on: they are in the operator's language.
     */
    static final long FULL_BELOW_BYTES = 1L << 20;

    private static final String NO_SPACE = "No space left on device";
    private static final String QUOTA = "Disk quota exceeded";

    private StorageTrouble() {}

    /** The refusal that follows from a failure in a folder. */
    public static IntakeException refusal(IOException failure, Path folder) {
        if (failure instanceof StoreException store && store.trouble() == StoreException.Trouble.AWAY) {
            return new IntakeException(Reason.DATABASE_AWAY, "the farm's database does not answer", failure);
        }
        if (failure instanceof OtherHosts.NoReplicaException) {
            return new IntakeException(Reason.NO_REPLICA, String.valueOf(failure.getMessage()), failure);
        }
        return isDiskFull(failure, folder)
                ? new IntakeException(Reason.DISK_FULL, "the disk of the data folder is full", failure)
                : new IntakeException(Reason.STORAGE, "the data folder cannot be written", failure);
    }

    private static boolean isDiskFull(IOException failure, Path folder) {
        if (failure instanceof StoreException store && store.trouble() == StoreException.Trouble.FULL) {
            return true;
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains(NO_SPACE) || message.contains(QUOTA)) {
            return true;
        }
        try {
            return Files.getFileStore(folder).getUsableSpace() < FULL_BELOW_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
