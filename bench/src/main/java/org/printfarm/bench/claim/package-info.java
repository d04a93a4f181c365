/** A process of its own with the host's classes: jobs go through the record of a farm as they do in a host, and nothing else. */
@NullMarked
package org.printfarm.bench.claim;

import org.jspecify.annotations.NullMarked;
