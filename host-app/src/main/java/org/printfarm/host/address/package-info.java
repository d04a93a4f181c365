/**
 * Makes the printers' addresses: the process that has the right to ({@link org.printfarm.host.address.AddressServer}) and the farm's
 * side of it ({@link org.printfarm.host.address.AddressKeeper}), which meet at a socket of the file system.
 */
@NullMarked
package org.printfarm.host.address;

import org.jspecify.annotations.NullMarked;
