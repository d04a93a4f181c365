package org.printfarm.host.cli;

/** What the process ends with. */
final class ExitCodes {

    /** All is well. */
    static final int FINE = 0;

    /** A check or a request failed. */
    static final int FAILED = 1;

    /** The command line or the configuration is wrong; nothing was started. */
    static final int USAGE = 2;

    private ExitCodes() {}
}
