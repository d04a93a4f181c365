/** Files over FTPS, as the machines' own servers want it. Blocking, on the caller's thread. */
@NullMarked
package org.printfarm.bambu.upload;

import org.jspecify.annotations.NullMarked;
