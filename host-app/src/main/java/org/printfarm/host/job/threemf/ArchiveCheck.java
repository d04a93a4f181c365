package org.printfarm.host.job.threemf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.printfarm.api.job.IntakeException;
import org.printfarm.api.job.IntakeException.Reason;
import org.printfarm.host.job.threemf.ZipArchive.DirectoryTooLarge;

/** The look at a complete file that decides whether it may be stored. */
public final class ArchiveCheck {

    private ArchiveCheck() {}

    /**
     * Looks at a file.
     *
     * @param file on this disk
     * @param name decides what it must be
     * @return what it tells of itself
     * @throws IntakeException when it is an archive that no reader could open, or that would do harm
     * @throws IOException when it cannot be read
     */
    public static SlicedContents of(Path file, UploadName name) throws IOException, IntakeException {
        if (!name.isArchive()) {
            return SlicedContents.NONE;
        }
        try (ZipArchive archive = ZipArchive.open(file)) {
            if (ZipValidator.isHarmful(archive, Files.size(file))) {
                throw harmful();
            }
            return ThreeMf.read(archive);
        } catch (DirectoryTooLarge e) {
            throw harmful();
        } catch (ZipException e) {
            throw new IntakeException(Reason.NOT_WHOLE, "the archive is cut off or damaged");
        }
    }

    private static IntakeException harmful() {
        return new IntakeException(Reason.NOT_ALLOWED, "the archive unpacks to more than is allowed");
    }
}
