/** Against simulated machines and other people's servers, through sockets. */
@NullMarked
package org.printfarm.bambu;

import org.jspecify.annotations.NullMarked;
