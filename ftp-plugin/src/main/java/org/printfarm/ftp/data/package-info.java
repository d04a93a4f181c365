/**
 * The data connections: passive ports, TLS on non-blocking sockets, uploads and listings.
 *
 * <p>Sockets belong to a few {@link org.printfarm.ftp.data.DataLoop} threads that never wait; what blocks (the host's intake)
 * runs in the {@link org.printfarm.ftp.data.WorkPool}, and only while there is a full buffer to write. So a client that stalls
 * costs a socket and a few buffers, and no thread.
 */
@NullMarked
package org.printfarm.ftp.data;

import org.jspecify.annotations.NullMarked;
