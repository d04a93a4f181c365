/** JMH benchmarks of the parsers and the writer that every exchange goes through. */
@NullMarked
package org.printfarm.bench.micro;

import org.jspecify.annotations.NullMarked;
