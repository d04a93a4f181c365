/**
 * How slicers come to trust the farm's CA: what stands in their {@code printer.cer}, on this machine and, by a script, on others.
 * Sources for where that file lies: the slicers' packages and what their users tell; none of it is the farm's.
 */
@NullMarked
package org.printfarm.host.trust;

import org.jspecify.annotations.NullMarked;
