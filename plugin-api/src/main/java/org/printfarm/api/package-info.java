/**
 * What a printer-farm plugin implements, and what the host promises it.
 *
 * <p>A plugin speaks one protocol of a networked 3D printer (detect, discovery, status, upload). It implements {@link
 * org.printfarm.api.service.PrinterServiceFactory}, marks it with {@code @org.pf4j.Extension}, and is dropped as a zip into the
 * host's {@code plugins} folder. For each printer on which the operator switched the service on, the host asks the factory
 * for one {@link org.printfarm.api.service.PrinterService} and hands it a {@link org.printfarm.api.service.PrinterContext}.
 *
 * <p><b>Life cycle.</b> The host makes one factory object per plugin, once. It then calls, in this order: {@code
 * readSettings} and {@code claims} for every printer; and, only when the whole configuration is without a mistake, {@code
 * create}, {@code start} and, at the end, {@code close} of every service; last of all {@code close} of the factory. {@code
 * close} may come before {@code start} and may come twice. After {@code close} nothing else is called on that service.
 *
 * <p><b>Threads.</b> The host calls the factory and all of its services from one thread at a time, not always the same one.
 * {@link org.printfarm.api.service.PrinterContext} and all that it hands out may be called from any thread at any time, also after
 * {@code close}. {@code start} and {@code close} may block, but return within 5 s; a call that does not is given up, the
 * service is reported as failed with {@link org.printfarm.api.service.FaultCode#NO_ANSWER}, and the others go on.
 *
 * <p><b>Errors.</b> Expected trouble (a port in use, an address that is not there) is a {@link
 * org.printfarm.api.service.ServiceStatus} with a {@link org.printfarm.api.service.FaultCode}, never an exception. Whatever a plugin throws
 * is caught, reported as {@link org.printfarm.api.service.FaultCode#INTERNAL} and affects nobody else. Nothing that a peer sent and
 * no {@link org.printfarm.api.settings.Secret} may stand in the text of a status, of an event, or of an exception.
 *
 * <p><b>Values.</b> No parameter and no result is {@code null}; an absent result is an {@link java.util.Optional}. Times are
 * {@link java.time.Duration} and {@link java.time.Instant}, sizes are bytes, ports are 1 to 65535, addresses are IPv4.
 *
 * <p><b>Growth.</b> Interfaces that the host implements are marked {@link org.printfarm.api.annotation.HostProvided} and may get further
 * methods in a minor version. Interfaces that a plugin implements get none that it has to write without a new major version; see
 * {@link org.printfarm.api.ApiVersion}.
 */
@NullMarked
package org.printfarm.api;

import org.jspecify.annotations.NullMarked;
