/**
 * Places that jobs go to: a physical printer, a folder, a webhook. A plugin implements {@link
 * org.printfarm.api.driver.DriverFactory}; the host makes one {@link org.printfarm.api.driver.Driver} for each entry under
 * {@code machines} in the configuration.
 *
 * <p>Who decides what: the host keeps the jobs, chooses the machine, and writes every step to disk before it asks for it; a driver
 * takes that one step and tells truly how the machine is. A driver never starts, repeats or queues anything by itself: it may
 * connect again as often as it likes, but what it was asked to send or start once it does once.
 *
 * <p>Threads: {@link org.printfarm.api.driver.Driver#deliver} may block for as long as a transfer takes and {@link
 * org.printfarm.api.driver.Driver#check} for 10 s, each on a thread of its own; the other methods of one driver are called from one thread at a time, may run beside them, and
 * return within 5 s. {@link org.printfarm.api.driver.MachineContext} may be called from any thread.
 *
 * <p>Nulls and units are as in {@link org.printfarm.api}.
 */
@NullMarked
package org.printfarm.api.driver;

import org.jspecify.annotations.NullMarked;
