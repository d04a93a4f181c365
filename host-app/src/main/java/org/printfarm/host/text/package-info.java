/** Strangers' text, made fit to be shown. Below all other packages of the host. */
@NullMarked
package org.printfarm.host.text;

import org.jspecify.annotations.NullMarked;
