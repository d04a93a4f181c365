package org.printfarm.api.driver;

import org.printfarm.api.Extension;

/**
 * The extension point for a kind of place that jobs go to; its {@link #type} is the value of {@code driver} at a machine, for
 * instance {@code bambu}. {@link #readSettings} gets the machine's other keys, without those that the host reads itself ({@code
 * driver}, {@code name}, {@code tags}, {@code plate-gate}).
 *
 * <p>It owns what its drivers share (event loops, clients): a machine more must not cost a thread more.
 *
 * @param <S> the settings of one machine: an immutable record of the plugin's own
 * @since 1.0
 */
public interface DriverFactory<S> extends Extension<S> {

    /**
     * What is known of a machine without asking it.
     *
     * @param settings what {@link #readSettings} returned for it
     * @return for lists and for finding two entries of one machine; nothing is opened
     */
    MachineDescription describe(S settings);

    /**
     * Makes the driver of one machine. Opens nothing yet.
     *
     * @param context what the host gives this driver
     * @param settings what {@link #readSettings} returned for the machine
     * @return a driver of its own for each call
     */
    Driver create(MachineContext context, S settings);
}
