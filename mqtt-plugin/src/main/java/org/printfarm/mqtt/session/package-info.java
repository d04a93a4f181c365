/**
 * Who is connected to a printer, what they subscribed, and what follows from a message. Knows neither sockets nor JSON.
 *
 * <p>Threads: everything of one printer runs on one thread, its event loop; what comes from elsewhere (changes of state,
 * decisions of the host) is handed over to it. {@link org.printfarm.mqtt.session.SessionLimits} is the one class that all
 * loops share.
 */
@NullMarked
package org.printfarm.mqtt.session;

import org.jspecify.annotations.NullMarked;
