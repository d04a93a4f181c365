/**
 * The other side of the wire: what an operator asks printers with, real and virtual, one package for each protocol. Written
 * against the protocol notes and not against the plugins. Here is what all of them need.
 */
@NullMarked
package org.printfarm.host.client;

import org.jspecify.annotations.NullMarked;
