/**
 * The JSON of the conversation: requests of slicers read into values, and replies and status written. Knows Jackson, and no
 * sockets. Stateless; any thread. Nothing here logs, and no fault carries what a peer sent.
 */
@NullMarked
package org.printfarm.mqtt.message;

import org.jspecify.annotations.NullMarked;
