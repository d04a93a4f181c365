/**
 * The slicer's side of MQTT: connects to a printer, real or virtual, and follows its status. Written against the protocol
 * notes and not against the mqtt plugin, so that each is a check on the other.
 */
@NullMarked
package org.printfarm.host.client.watch;

import org.jspecify.annotations.NullMarked;
