package org.printfarm.host.dispatch;

/**
 * A machine takes no further job, because the file that names it has changed.
 *
 * @param mayBePrinting whether what it prints may be followed by another
 * @param reason why, for people
 * @param then called once, when it may go
 */
record Leaving(boolean mayBePrinting, String reason, Runnable then) {

    /** It is to be reached in another way. */
    static Leaving toBeReachedAnew(Runnable then) {
        return new Leaving(true, "its settings have changed, and a job is on its way to it", then);
    }

    /** It is not in the file any more. */
    static Leaving forGood(Runnable then) {
        return new Leaving(false, "it is not in farm.yaml any more and goes when its print is over", then);
    }

    /** Whether it may go now. */
    boolean mayGo(MachineBook book) {
        return !book.isClosed()
                && book.work().map(now -> mayBePrinting && now.canBeFollowed()).orElse(true);
    }
}
