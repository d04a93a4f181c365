/**
 * Apache MINA as control and data connections share it: acceptors that listen at many addresses, survive what is thrown in their
 * loops and tell when descriptors run out, and processors that answer at once.
 */
@NullMarked
package org.printfarm.ftp.net;

import org.jspecify.annotations.NullMarked;
