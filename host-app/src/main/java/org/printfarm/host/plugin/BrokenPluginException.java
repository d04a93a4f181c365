package org.printfarm.host.plugin;

/** A plugin broke while it was started. The message is for the operator, one line. */
final class BrokenPluginException extends Exception {

    private static final long serialVersionUID = 1;

    BrokenPluginException(String reason) {
        super(Reason.oneLine(reason));
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
