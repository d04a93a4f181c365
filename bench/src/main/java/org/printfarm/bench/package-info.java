/** Measures the farm as it is started, beside other servers in the same run: {@code ./farm bench}. Correctness is judged, figures are only shown. */
@NullMarked
package org.printfarm.bench;

import org.jspecify.annotations.NullMarked;
