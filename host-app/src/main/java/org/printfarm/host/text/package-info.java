/** Text that somebody else wrote, made fit to be shown, and words that somebody may have meant. Knows no other package of the host. */
@NullMarked
package org.printfarm.host.text;

import org.jspecify.annotations.NullMarked;
