package org.printfarm.api.job;

/**
 * Why a request that was acknowledged was not served to its end.
 *
 * @since 1.0
 */
public enum PrintFailure {
    /** Its file never came. */
    NO_FILE,
    /** The file that came is another one than the request's MD5 says. */
    OTHER_FILE,
    /** The file that came has no G-code for the plate. */
    NO_SUCH_PLATE,
    /** The file that came has no G-code at all: it was not sliced. */
    NOT_SLICED,
    /** Its file was deleted meanwhile. */
    DELETED,
    /** Somebody stopped it, see {@link JobIntake#control}. */
    STOPPED,
    /** The machine that its job went to did not bring it to its end. */
    MACHINE,
    /** No machine of the pool that its jobs go to can ever print it: it was sliced for others. The job is kept. */
    NO_MACHINE,
    /** The host's storage failed. */
    STORAGE
}
