package org.printfarm.api.job;

/** What became of a print request. */
public enum PrintDecision {
    /** It is kept: joined with its file, or waiting for it. */
    ACCEPTED,
    /** The file is there and its MD5 is another one than the request says. Nothing is kept. */
    CHECKSUM_MISMATCH,
    /** The host cannot keep it now: too many requests wait, or the storage failed. */
    REFUSED
}
