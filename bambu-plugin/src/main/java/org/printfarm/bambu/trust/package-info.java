/** Whom the driver takes for the machine that was meant: the serial in its certificate, a CA's word, or a pin. */
@NullMarked
package org.printfarm.bambu.trust;

import org.jspecify.annotations.NullMarked;
