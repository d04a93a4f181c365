/** Reports and commands, without a socket. */
@NullMarked
package org.printfarm.bambu.message;

import org.jspecify.annotations.NullMarked;
