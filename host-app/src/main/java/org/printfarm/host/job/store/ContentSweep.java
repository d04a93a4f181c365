package org.printfarm.host.job.store;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the stored files with the record, folder by folder. Only under the {@link InboxFolder#hold()} where others may store. */
final class ContentSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ContentSweep.class);

    private final ContentStore contents;
    private final JobQueries queries;
    private final boolean isWhole;

    /**
     * Of one host's files.
     *
     * @param isWhole whether all that is recorded must be among them
     */
    ContentSweep(ContentStore contents, JobQueries queries, boolean isWhole) {
        this.contents = contents;
        this.queries = queries;
        this.isWhole = isWhole;
    }

    /**
     * Removes the files of one folder that are not recorded.
     *
     * @param digits the folder, two hex digits
     * @return the SHA-256 of what is recorded and has no file
     */
    List<String> folder(String digits) throws IOException {
        return contents.sweep(digits, queries.contents(digits));
    }

    /** The SHA-256 of what is recorded of one folder and has no file; removes nothing. */
    List<String> missing(String digits) throws StoreException {
        return queries.contents(digits).stream()
                .filter(sha256 -> !Files.exists(contents.path(sha256)))
                .toList();
    }

    /** The same as {@link #folder}, and tells of contents without file where there must be one. */
    void tell(String digits) throws IOException {
        List<String> missing = folder(digits);
        if (!isWhole) {
            return;
        }
        for (String sha256 : missing) {
            queries.newestWith(sha256)
                    .ifPresent(job ->
                            LOG.error("printer={} job={} file=missing sha256={}", job.printer(), job.id(), sha256));
        }
    }
}
