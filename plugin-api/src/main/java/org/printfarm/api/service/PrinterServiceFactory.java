package org.printfarm.api.service;

import java.util.List;
import org.printfarm.api.Extension;
import org.printfarm.api.Printer;

/**
 * The extension point for a protocol of virtual printers; its {@link #type} is the key under {@code services} in the
 * configuration, for instance {@code bind}.
 *
 * <p>It owns what the services of its type share (acceptors, processor pools, event loops): a printer more must not cost a
 * thread more. {@link #readSettings} is called for every printer that has the service on, with an empty reader for {@code on} and
 * {@code {}}. Nothing may be opened before the first {@code start} of a service, because {@code ./farm check} asks for claims
 * as well and starts nothing.
 *
 * @param <S> the settings of one printer's service: an immutable record of the plugin's own
 * @since 1.0
 */
public interface PrinterServiceFactory<S> extends Extension<S> {

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
}
