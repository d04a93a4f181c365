package org.printfarm.host.job;

import java.nio.file.Path;
import org.printfarm.host.job.store.Job;

/** Where a job's bytes are, in the words of the README rather than of the code. */
public final class FarmFiles {

    private FarmFiles() {}

    public static Path of(Path data, Job job) {
        String sha256 = job.content().sha256();
        return data.resolve("inbox/files").resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
