package org.printfarm.host.job.store;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the stored files with the record, folder by folder. Only under the {@link InboxFolder#hold()} where others may store. */
final class ContentSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ContentSweep.class);

    private final ContentStore contents;
    private final JobQueries queries;

    ContentSweep(ContentStore contents, JobQueries queries) {
        this.contents = contents;
        this.queries = queries;
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

    /** The same, and tells of contents without file. */
    void tell(String digits) throws IOException {
        for (String sha256 : folder(digits)) {
            queries.newestWith(sha256)
                    .ifPresent(job ->
                            LOG.error("printer={} job={} file=missing sha256={}", job.printer(), job.id(), sha256));
        }
    }
}
