/** A machine's FTPS port: implicit TLS 1.2, as its family's server speaks it. */
@NullMarked
package org.printfarm.simulator.ftp;

import org.jspecify.annotations.NullMarked;
