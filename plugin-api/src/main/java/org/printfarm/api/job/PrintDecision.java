package org.printfarm.api.job;

/**
 * What became of a print request. The constants' names are what a slicer is told as the reason.
 *
 * @since 1.0
 */
public enum PrintDecision {
    /** It is kept, on the disk: joined with its file, or waiting for it. */
    ACCEPTED,
    /** The same, and it repeats what this client asked for within the last ten minutes. */
    REPEATED,
    /** The file is there and its MD5 is another one than the request says. Nothing is kept. */
    CHECKSUM_MISMATCH,
    /** The file is there and has no G-code for this plate. The printer stays as it is. */
    NO_SUCH_PLATE,
    /** The file is there and has no G-code at all: it was not sliced. The printer stays as it is. */
    NOT_SLICED,
    /** The host cannot keep it now: too many requests wait, or the storage failed. */
    PRINT_REFUSED
}
