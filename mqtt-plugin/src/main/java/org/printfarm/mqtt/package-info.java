/**
 * The mqtt service: makes a slicer see a printer that is online and ready, and takes its print requests.
 *
 * <p>Data flows one way: {@code wire} (sockets, TLS, packets) → {@code session} (who is connected, who subscribed what, what
 * follows from a message) → {@code message} (JSON in, JSON out) → {@code model} (the status as values). Only {@code wire}
 * knows Netty, only {@code message} knows Jackson.
 */
@NullMarked
package org.printfarm.mqtt;

import org.jspecify.annotations.NullMarked;
