/** The datagrams: what a printer says and how a search is recognised. Pure: no socket, no state, no log. */
@NullMarked
package org.printfarm.ssdp.message;

import org.jspecify.annotations.NullMarked;
