/**
 * Acceptors and processors: two acceptors serve all printers; the local address of a connection selects the printer. Plain
 * connections are accepted by the {@code BindProcessor} that also answers them, TLS ones by a thread of their own, see {@code
 * BindAcceptor}.
 *
 * <p>A connection passes: {@code BindAcceptor} and {@code ConnectionLimiter} (may it come in?) → {@code ErrorGuard} → {@code
 * DrainFilter} → {@code TlsFilter} (TLS port only) → {@code BindDecoder} → {@code BindSessionHandler} → {@code Responder} →
 * {@code BindEncoder}.
 */
@NullMarked
package org.printfarm.bind.transport;

import org.jspecify.annotations.NullMarked;
