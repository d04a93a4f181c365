package org.printfarm.host.plugin;

/** A zip is turned away. The message is for the operator: what is wrong and how to mend it, one line. */
final class RefusedPluginException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedPluginException(String reason) {
        super(Reason.oneLine(reason));
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
