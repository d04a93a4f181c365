package org.printfarm.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * By what one sees that a file is another one than before, without reading it.
 *
 * @param modified milliseconds since 1970
 * @param size bytes
 * @param key what the file system tells files apart by; empty where it has no such thing
 */
public record FileStamp(long modified, long size, String key) {

    /**
     * The stamp of a file as it is now; links are followed.
     *
     * @param file which
     * @return empty when it is not there, or cannot be looked at
     */
    public static Optional<FileStamp> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new FileStamp(now.lastModifiedTime().toMillis(), now.size(), Objects.toString(now.fileKey(), "")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
