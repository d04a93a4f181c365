/** The server as a whole: where its parts are put together. */
@NullMarked
package org.printfarm.host;

import org.jspecify.annotations.NullMarked;
