package org.printfarm.api.job;

import java.time.Instant;

/**
 * A received file as it lies on its printer's card.
 *
 * @param jobId the job that it became
 * @param path where it lies: {@code /} separates folders, none in front; a peer's text
 * @param bytes its size
 * @param received when it was stored
 * @since 1.0
 */
public record CardFile(String jobId, String path, long bytes, Instant received) {}
