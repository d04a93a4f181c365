/** The control connections on Apache MINA: one acceptor for all printers, and the filters route, gate and TLS. */
@NullMarked
package org.printfarm.ftp.control;

import org.jspecify.annotations.NullMarked;
