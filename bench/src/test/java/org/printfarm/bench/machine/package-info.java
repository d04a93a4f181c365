@NullMarked
package org.printfarm.bench.machine;

import org.jspecify.annotations.NullMarked;
