package org.printfarm.api.job;

import java.util.Optional;

/**
 * A file that was received whole.
 *
 * @param jobId the job it became; empty when it was a slicer's probe ({@code verify_job}), which is acknowledged but
 *     never becomes a job
 * @param bytes its size
 * @param sha256 the SHA-256 of its bytes, 64 lower case hex digits
 * @since 1.0
 */
public record StoredUpload(Optional<String> jobId, long bytes, String sha256) {}
