/** A receiver on a socket. */
@NullMarked
package org.printfarm.webhook;

import org.jspecify.annotations.NullMarked;
