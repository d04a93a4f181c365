/**
 * Jobs go on to machines. {@code Readiness} says whether a machine takes a job and why not, {@code StartWatch} what became of a
 * start: both are functions of what is known, without clock, disk or socket. {@code MachineUnit} does what they say for one
 * machine, {@code Dispatcher} for all of them.
 *
 * <p>Every step of an attempt is on the disk before it is taken. What was about to be started once is never started again by
 * itself: after a restart the machine is asked what it does.
 *
 * <p>All of it runs on one thread, but for what blocks: deliveries and starts have threads of their own, which come back with
 * what happened.
 */
@NullMarked
package org.printfarm.host.dispatch;

import org.jspecify.annotations.NullMarked;
