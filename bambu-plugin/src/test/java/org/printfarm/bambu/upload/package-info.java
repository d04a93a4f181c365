/** Replies of FTP servers. */
@NullMarked
package org.printfarm.bambu.upload;

import org.jspecify.annotations.NullMarked;
