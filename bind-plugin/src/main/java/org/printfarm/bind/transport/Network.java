package org.printfarm.bind.transport;

import org.printfarm.bind.exchange.Exchanges;

/**
 * What all acceptors share.
 *
 * @param listeners the listening sockets
 * @param endpoints the printers
 * @param exchanges the connections
 * @param rest for when nobody can be let in
 */
record Network(Listeners listeners, Endpoints endpoints, Exchanges exchanges, AcceptBackoff rest) {}
