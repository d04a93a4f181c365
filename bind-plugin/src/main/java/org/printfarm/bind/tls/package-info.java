/** The TLS of one connection: its engine, its last word, and what its alerts are called. */
@NullMarked
package org.printfarm.bind.tls;

import org.jspecify.annotations.NullMarked;
