/**
 * The command line: one class for each command, which asks {@link org.printfarm.host.app} and prints the document that comes. Nothing is
 * decided here but what stands on the screen and the exit code: 0 = fine, 1 = a check or a request failed, 2 = usage or configuration.
 */
@NullMarked
package org.printfarm.host.cli;

import org.jspecify.annotations.NullMarked;
