/**
 * The slicer's side of the detect handshake: asks a printer, real or virtual, who it is. Written against the protocol notes
 * and not against the bind plugin, so that each is a check on the other.
 */
@NullMarked
package org.printfarm.host.client.detect;

import org.jspecify.annotations.NullMarked;
