/**
 * What printers remember across restarts: a small file for each printer and service, in {@code memory} of the data folder.
 * One thread writes, and ends when there is nothing to write.
 */
@NullMarked
package org.printfarm.host.memory;

import org.jspecify.annotations.NullMarked;
