/**
 * A folder as a machine: a job's file appears in it under its whole name at once, and that is all. For whatever watches folders, and
 * as the smallest example of a driver.
 */
@NullMarked
package org.printfarm.folder;

import org.jspecify.annotations.NullMarked;
