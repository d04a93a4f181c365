/** TLS without sockets: bytes in, bytes out. Shared by the control and the data connections. Pure; JDK only. */
@NullMarked
package org.printfarm.ftp.tls;

import org.jspecify.annotations.NullMarked;
