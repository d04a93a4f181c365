/** A client that sends and reads raw bytes, so that tests can say what no library would. */
@NullMarked
package org.printfarm.mqtt.client;

import org.jspecify.annotations.NullMarked;
