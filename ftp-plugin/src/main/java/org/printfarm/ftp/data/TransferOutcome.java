package org.printfarm.ftp.data;

import org.printfarm.api.job.StoredUpload;

/** How a transfer ended. */
public sealed interface TransferOutcome {

    /**
     * The file survives a crash: the client may be told 226.
     *
     * @param upload what was stored
     */
    record Stored(StoredUpload upload) implements TransferOutcome {}

    /** The listing is on its way. */
    record Sent() implements TransferOutcome {}

    /**
     * Nothing of it is kept.
     *
     * @param fault why
     */
    record Failed(TransferFault fault) implements TransferOutcome {}
}
