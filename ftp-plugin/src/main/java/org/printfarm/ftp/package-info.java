/**
 * The ftp service: takes uploads of slicers over implicit FTPS, one printer per local address.
 *
 * <p>Data flows one way: socket → guard → gate → TLS → {@link org.printfarm.ftp.protocol} → {@link org.printfarm.ftp.session} →
 * {@link org.printfarm.ftp.data} → the host's {@code JobIntake}. This package only puts the parts together.
 */
@NullMarked
package org.printfarm.ftp;

import org.jspecify.annotations.NullMarked;
