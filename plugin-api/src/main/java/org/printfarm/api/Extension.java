package org.printfarm.api;

import org.pf4j.ExtensionPoint;
import org.printfarm.api.service.PrinterServiceFactory;
import org.printfarm.api.settings.SettingsReader;

/**
 * What every extension of the farm has in common: a name in the configuration, settings, and an end. Implemented by the plugin
 * through one of the three points below it, with a public constructor without parameters and the annotation {@code
 * @org.pf4j.Extension}.
 *
 * <ul>
 *   <li>{@link PrinterServiceFactory}: a protocol of virtual printers.
 *   <li>{@link org.printfarm.api.driver.DriverFactory}: a kind of place that jobs go to.
 *   <li>{@link org.printfarm.api.farm.FarmServiceFactory}: something that serves the whole farm.
 * </ul>
 *
 * <p>The host makes one object per plugin and keeps it; all calls come from one thread at a time. Nothing may be opened before
 * something that it made is started, because {@code ./farm check} reads settings as well and starts nothing.
 *
 * @param <S> the settings: an immutable record of the plugin's own. When the configuration of a running farm has changed, what was made
 *     from settings that are equal to the new ones goes on, and is closed and made anew otherwise.
 * @since 1.0
 */
public interface Extension<S> extends ExtensionPoint, AutoCloseable {

    /**
     * The word that selects it in the configuration.
     *
     * @return lower case letters and digits, a letter first, at most 16; the same at every call and different from that of every
     *     other plugin
     */
    String type();

    /**
     * Reads the settings of one use of it. Every key that is not asked for counts as unknown and is reported to the operator.
     *
     * @param settings what stands in the configuration; wrong values are reported by the reader, which then hands out the
     *     default, so that all mistakes of a file show in one run
     * @return the settings; nothing is made from them when the reader reported a mistake
     */
    S readSettings(SettingsReader settings);

    /** Releases what the things it made shared; all of them are closed by then. Returns within 5 s. May be called twice. */
    @Override
    void close();
}
