/** Tests of the package of the same name. */
@NullMarked
package org.printfarm.host.client.watch;

import org.jspecify.annotations.NullMarked;
