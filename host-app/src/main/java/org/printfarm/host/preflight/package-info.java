/**
 * Looks, without starting anything, whether this machine has what a farm needs: its addresses, free ports, the right to bind
 * them.
 */
@NullMarked
package org.printfarm.host.preflight;

import org.jspecify.annotations.NullMarked;
