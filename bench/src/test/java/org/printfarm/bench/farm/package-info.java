@NullMarked
package org.printfarm.bench.farm;

import org.jspecify.annotations.NullMarked;
