/** A machine's MQTT port. */
@NullMarked
package org.printfarm.simulator.mqtt;

import org.jspecify.annotations.NullMarked;
