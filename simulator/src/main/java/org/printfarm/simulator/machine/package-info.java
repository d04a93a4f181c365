/** What a machine is and does, without a socket: its family's rules, its faults, its storage, its prints. */
@NullMarked
package org.printfarm.simulator.machine;

import org.jspecify.annotations.NullMarked;
