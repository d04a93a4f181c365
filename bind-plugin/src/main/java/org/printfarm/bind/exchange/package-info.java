/**
 * One connection and the one exchange on it: how far it is, its filters, what is told of it, and how many there may be. Its
 * state is one {@code BindConnection}, touched on the connection's processor thread only, except for the deadline and the
 * closing of a printer.
 */
@NullMarked
package org.printfarm.bind.exchange;

import org.jspecify.annotations.NullMarked;
