/** The machine that is measured on: processes and what they use, cores, programs, ports, temporary files. Linux. */
@NullMarked
package org.printfarm.bench.machine;

import org.jspecify.annotations.NullMarked;
