/** Folders on the disk. */
@NullMarked
package org.printfarm.folder;

import org.jspecify.annotations.NullMarked;
