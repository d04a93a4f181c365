/** Proves the inbox: nothing that was acknowledged is lost, and nothing is listed that is not whole. */
@NullMarked
package org.printfarm.host.job;

import org.jspecify.annotations.NullMarked;
