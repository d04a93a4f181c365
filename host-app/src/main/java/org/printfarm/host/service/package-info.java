/**
 * Plans, starts and supervises the services: {@link org.printfarm.host.config.FarmConfig} → {@link
 * org.printfarm.host.service.ServicePlan} → running {@link org.printfarm.api.service.PrinterService}s.
 *
 * <p>A plugin may throw anything, hang anywhere and report at any time. Three kinds of threads keep that apart:
 *
 * <ul>
 *   <li>one <em>lane</em> for each plugin calls it, one call at a time, and is replaced when a call does not come back;
 *   <li>one <em>supervisor</em> thread for all makes every decision (status, retry, time-outs) and never calls a plugin;
 *   <li>a plugin's own threads only leave a status in a service's mailbox.
 * </ul>
 *
 * <p>A start begins the services of one type after those of another, in the order of the configuration, so that what slicers ask
 * first is up first; see {@link org.printfarm.host.service.StartOrder}.
 *
 * <p>Planning comes before all that, and each factory has a thread of its own for it as well: its only one, which ends with the
 * last answer.
 *
 * <p>Knows {@code config} and {@code status}; how factories are loaded, and how certificates and inbox are made, stands
 * elsewhere.
 */
@NullMarked
package org.printfarm.host.service;

import org.jspecify.annotations.NullMarked;
