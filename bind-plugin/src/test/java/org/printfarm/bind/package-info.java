/** Tests of the bind plugin as a whole, and what they share. */
@NullMarked
package org.printfarm.bind;

import org.jspecify.annotations.NullMarked;
