/** Where uploads and print requests go. */
@NullMarked
package org.printfarm.host.intake;

import org.jspecify.annotations.NullMarked;
