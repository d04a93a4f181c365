package org.printfarm.host.intake;

import java.nio.file.Path;

/** Where a job's bytes are, in the words of the README rather than of the code. */
final class FarmFiles {

    private FarmFiles() {}

    static Path of(Path data, Job job) {
        String sha256 = job.content().sha256();
        return data.resolve("inbox/files").resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
