/** What a printer's memory card looks like from outside: the files it received lately and its folders. Pure; JDK only. */
@NullMarked
package org.printfarm.ftp.card;

import org.jspecify.annotations.NullMarked;
