/**
 * What stands inside the frame: requests and replies as values, and their JSON. Pure; knows Jackson and the frame, no
 * socket and no printer's settings.
 */
@NullMarked
package org.printfarm.bind.message;

import org.jspecify.annotations.NullMarked;
