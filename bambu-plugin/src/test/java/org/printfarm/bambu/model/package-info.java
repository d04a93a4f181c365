/** Reports and commands, without a socket. */
@NullMarked
package org.printfarm.bambu.model;

import org.jspecify.annotations.NullMarked;
