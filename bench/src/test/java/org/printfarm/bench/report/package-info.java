@NullMarked
package org.printfarm.bench.report;

import org.jspecify.annotations.NullMarked;
