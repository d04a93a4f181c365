/**
 * Printers to try a farm with. Each is met through its sockets alone (MQTT 8883, FTPS 990) and behaves as its family does;
 * {@code docs/simulator.md} lists every behaviour with its source. Nothing here is shipped to printers or used by the farm.
 */
@NullMarked
package org.printfarm.simulator;

import org.jspecify.annotations.NullMarked;
