/**
 * The network side: the only package that knows Apache MINA. Two acceptors serve all printers; the local address of a
 * connection selects the printer. Plain connections are accepted by the {@code BindProcessor} that also answers them, TLS ones
 * by a thread of their own, see {@code BindAcceptor}.
 *
 * <p>A connection passes: {@code BindAcceptor} and {@code SessionGate} (may it come in?) → {@code ErrorGuard} → {@code
 * DrainFilter} → {@code TlsFilter} (TLS port only) → {@code BindDecoder} → {@code BindSessionHandler} → {@code Responder} →
 * {@code BindEncoder}. Its state is one {@code Exchange}; all of it is touched on the connection's processor thread only,
 * except for the deadline and the closing of a printer.
 */
@NullMarked
package org.printfarm.bind.net;

import org.jspecify.annotations.NullMarked;
