@NullMarked
package org.printfarm.bench.peer;

import org.jspecify.annotations.NullMarked;
