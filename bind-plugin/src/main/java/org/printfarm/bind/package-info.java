/** The bind service: answers the detect handshake of a slicer, one identity per printer. */
@NullMarked
package org.printfarm.bind;

import org.jspecify.annotations.NullMarked;
