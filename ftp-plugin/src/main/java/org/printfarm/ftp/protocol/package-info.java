/**
 * The text of the control connection: bytes to command lines, command lines to paths, replies to bytes. Pure; JDK only; never
 * logs and never blocks.
 */
@NullMarked
package org.printfarm.ftp.protocol;

import org.jspecify.annotations.NullMarked;
