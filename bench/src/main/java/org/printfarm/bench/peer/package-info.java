/** The programs that are measured beside the farm, each only where it is installed. */
@NullMarked
package org.printfarm.bench.peer;

import org.jspecify.annotations.NullMarked;
