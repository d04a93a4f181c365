package org.printfarm.api;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * The extension point: a plugin's one entrance. Implemented by the plugin, with a public constructor without parameters and
 * the annotation {@code @org.pf4j.Extension}.
 *
 * <p>The host makes one object per plugin and keeps it. It owns what the services of its type share (acceptors, processor
 * pools, event loops): a printer more must not cost a thread more. Nothing may be opened before the first {@code start} of
 * a service, because {@code ./farm check} asks for settings and claims as well and starts nothing.
 *
 * @param <S> the settings of one printer's service: an immutable record of the plugin's own
 */
public interface PrinterServiceFactory<S> extends ExtensionPoint, AutoCloseable {

    /**
     * The key under {@code services} in the configuration.
     *
     * @return lower case letters and digits, for instance {@code bind}; the same at every call and different from that of
     *     every other plugin
     */
    String type();

    /**
     * Reads one printer's settings. Called for every printer that has the service on, with an empty reader for {@code on}
     * and {@code {}}. Every key that is not asked for counts as unknown and is reported to the operator.
     *
     * @param settings what stands in the configuration; wrong values are reported by the reader, which then hands out the
     *     default, so that all mistakes of a file show in one run
     * @return the settings; when the reader reported a mistake they are only used for {@link #claims}
     */
    S readSettings(SettingsReader settings);

    /**
     * Which ports the service of this printer is going to bind.
     *
     * @param printer the printer
     * @param settings what {@link #readSettings} returned for it
     * @return the claims, at least one; no socket is touched
     */
    List<PortClaim> claims(Printer printer, S settings);

    /**
     * Makes the service of one printer. Opens nothing yet.
     *
     * @param context what the host gives this service
     * @param settings what {@link #readSettings} returned for the printer
     * @return a service of its own for each call
     */
    PrinterService create(PrinterContext context, S settings);

    /** Releases what the services shared; all of them are closed by then. Returns within 5 s. May be called twice. */
    @Override
    void close();
}
