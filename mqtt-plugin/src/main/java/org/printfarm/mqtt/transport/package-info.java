/**
 * Sockets, TLS and MQTT packets; the only package that imports Netty.
 *
 * <p>One bootstrap and one group of two event loops serve all printers. A printer's listening socket and all of its
 * connections stay on one loop, so that nothing of one printer is locked. Whatever a handler throws ends that one
 * connection. Nothing a peer sent is ever logged.
 */
@NullMarked
package org.printfarm.mqtt.transport;

import org.jspecify.annotations.NullMarked;
