package org.printfarm.host.intake;

import java.io.IOException;
import java.nio.file.Path;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;

/** The look at a complete file that decides whether it may be stored. */
final class Inspection {

    private Inspection() {}

    /**
     * Looks at a file.
     *
     * @param file on this disk
     * @param name decides what it must be
     * @return what it tells of itself
     * @throws IntakeException when it is an archive that is not whole or would do harm
     * @throws IOException when it cannot be read
     */
    static SlicedContents of(Path file, UploadName name) throws IOException, IntakeException {
        if (!name.isArchive()) {
            return SlicedContents.NONE;
        }
        return switch (ZipDirectory.examine(file)) {
            case SOUND -> ThreeMf.read(file);
            case NOT_WHOLE -> throw new IntakeException(Reason.NOT_WHOLE, "the archive is cut off or damaged");
            case HARMFUL ->
                throw new IntakeException(
                        Reason.NOT_ALLOWED, "the archive leads outside its folder, or unpacks to more than is allowed");
        };
    }
}
