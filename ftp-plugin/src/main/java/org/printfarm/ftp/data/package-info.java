/**
 * The data connections on Apache MINA: passive ports, TLS, uploads, downloads and listings.
 *
 * <p>MINA's few processors read and decrypt and never wait; what blocks (the host's intake) runs in the {@link org.printfarm.ftp.data.WorkPool}, and only while there is a full buffer to write. So a client that stalls
 * costs a socket and a few buffers, and no thread.
 */
@NullMarked
package org.printfarm.ftp.data;

import org.jspecify.annotations.NullMarked;
