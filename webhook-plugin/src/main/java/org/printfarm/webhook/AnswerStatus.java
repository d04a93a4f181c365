package org.printfarm.webhook;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.printfarm.api.driver.DriverException;
import org.printfarm.api.driver.MachineFault;

/** What the status of an answer means. Nothing that a receiver wrote is repeated. */
final class AnswerStatus {

    private static final int CLASS = 100;
    private static final int GOOD = 2;
    private static final int SERVER = 5;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;

    private AnswerStatus() {}

    /**
     * Whether a message was taken.
     *
     * @param host for the words
     * @param answer is done
     * @return true
     * @throws DriverException when it was not, with the reason
     */
    static boolean isGood(String host, CompletableFuture<Integer> answer) throws DriverException {
        int status;
        try {
            status = answer.join();
        } catch (CompletionException e) {
            throw new DriverException(MachineFault.Code.UNREACHABLE, "nobody answers at " + host, true);
        }
        if (status / CLASS == GOOD) {
            return true;
        }
        if (status / CLASS == SERVER || status == TIMED_OUT || status == TOO_MANY) {
            throw new DriverException(MachineFault.Code.BUSY, host + " answers " + status + ": try again later", true);
        }
        String mend = status == UNAUTHORIZED || status == FORBIDDEN
                ? ": does it check the signature with the same secret?"
                : ": is the url right?";
        throw new DriverException(MachineFault.Code.REFUSED, host + " answers " + status + mend, false);
    }
}
