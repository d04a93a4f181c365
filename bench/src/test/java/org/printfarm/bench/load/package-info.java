@NullMarked
package org.printfarm.bench.load;

import org.jspecify.annotations.NullMarked;
