/**
 * Which job may be printed by which machine, from which trays, and why not: functions over records, without clock, disk or
 * socket. {@code MachineMatch} answers for one job and one machine, {@code PoolChoice} for a queue and a pool; both go by {@code
 * TrayMatch}, which has the rules for one channel and one tray. Any thread.
 */
@NullMarked
package org.printfarm.host.dispatch.match;

import org.jspecify.annotations.NullMarked;
