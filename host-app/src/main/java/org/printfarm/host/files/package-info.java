/** Files that several processes of one farm share. */
@NullMarked
package org.printfarm.host.files;

import org.jspecify.annotations.NullMarked;
