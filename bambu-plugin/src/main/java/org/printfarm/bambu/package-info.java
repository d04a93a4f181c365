/** Bambu Lab printers as machines of the farm: the driver, its settings, and what PF4J and the host see. */
@NullMarked
package org.printfarm.bambu;

import org.jspecify.annotations.NullMarked;
