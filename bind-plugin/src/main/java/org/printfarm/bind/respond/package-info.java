/** From a request to its reply: pure functions, no socket in sight. */
@NullMarked
package org.printfarm.bind.respond;

import org.jspecify.annotations.NullMarked;
