/** Starts load processes and reads what they found. */
@NullMarked
package org.printfarm.bench.drive;

import org.jspecify.annotations.NullMarked;
