package org.printfarm.host.view;

/**
 * A password on its way to the farm; never one on its way back.
 *
 * @param clearText of 10 to 1,024 characters
 */
public record NewPassword(String clearText) {

    /** Not the text. */
    @Override
    public String toString() {
        return "redacted";
    }
}
