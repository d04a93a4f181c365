/** A real browser, as people use it: what is pressed and filled in is found by the labels that they see. */
@NullMarked
package org.printfarm.host.browser;

import org.jspecify.annotations.NullMarked;
