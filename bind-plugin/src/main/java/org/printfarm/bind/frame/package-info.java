/**
 * The frame around a detect message: {@code A5 A5}, a length, the JSON text, {@code A7 A7}. Pure functions over the JDK's
 * own types; no state, no I/O, no log, no library.
 */
@NullMarked
package org.printfarm.bind.frame;

import org.jspecify.annotations.NullMarked;
