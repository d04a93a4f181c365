/**
 * Where a printer's uploads and print requests go, and what the printer is doing about them.
 *
 * <p>The services that receive files and those that receive commands never meet each other: they meet in {@link
 * org.printfarm.api.job.JobIntake} and {@link org.printfarm.api.job.PrinterState}, which the host provides.
 *
 * <p>Threads, nulls and units are as in {@link org.printfarm.api}.
 */
@NullMarked
package org.printfarm.api.job;

import org.jspecify.annotations.NullMarked;
