/** What a printer's memory card looks like from outside: the files it received and its folders. No socket and no FTP. */
@NullMarked
package org.printfarm.ftp.sdcard;

import org.jspecify.annotations.NullMarked;
