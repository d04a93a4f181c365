/**
 * The print-host door: what slicers say to an OctoPrint, answered for each printer under {@code /print/PRINTER}. It needs neither an
 * address for each printer nor a certificate of the farm's in the slicer. Sources: protocol notes, section 10, and OctoPrint's public
 * description of its REST API.
 */
@NullMarked
package org.printfarm.web.door;

import org.jspecify.annotations.NullMarked;
