/** Files that several processes of one farm share, and files that nobody but their owner may read. Knows no other package of the host. */
@NullMarked
package org.printfarm.host.files;

import org.jspecify.annotations.NullMarked;
