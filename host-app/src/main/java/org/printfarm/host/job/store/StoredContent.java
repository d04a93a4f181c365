package org.printfarm.host.job.store;

import org.printfarm.host.job.threemf.SlicedContents;

/**
 * A file that is stored whole, once for all jobs that have it.
 *
 * @param sha256 64 lower case hex digits
 * @param md5 32 upper case hex digits, as slicers write it
 * @param bytes its size
 * @param contents what was read from it
 */
public record StoredContent(String sha256, String md5, long bytes, SlicedContents contents) {}
