/**
 * The control connections on Apache MINA: one acceptor for all printers, and the filters guard, gate and TLS. The only package
 * that imports MINA.
 */
@NullMarked
package org.printfarm.ftp.net;

import org.jspecify.annotations.NullMarked;
