@NullMarked
package org.printfarm.bench;

import org.jspecify.annotations.NullMarked;
