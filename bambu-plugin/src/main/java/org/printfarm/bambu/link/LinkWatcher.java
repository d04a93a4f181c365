package org.printfarm.bambu.link;

import org.printfarm.api.driver.MachineFault;

/** Hears how a link is. All calls come from the link's loop, in order. */
public interface LinkWatcher {

    /**
     * The machine takes commands and begins to report.
     */
    void up();

    /**
     * It sent a message.
     *
     * @param payload as it came
     */
    void message(byte[] payload);

    /** Nothing was heard for a while, and a question whether it is there was not answered either. */
    void silent();

    /**
     * There is no link; another attempt follows by itself.
     *
     * @param why for the operator
     */
    void down(MachineFault why);
}
