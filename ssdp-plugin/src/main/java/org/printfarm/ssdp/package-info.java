/**
 * The discovery service: makes every printer appear in the slicer by itself.
 *
 * <p>{@code settings} is what the operator may set, {@code message} knows the datagrams, {@code pace} knows when and how often, {@code net} is the only package that holds
 * sockets. Source of all wire facts: the project's protocol notes, section 3.
 */
@NullMarked
package org.printfarm.ssdp;

import org.jspecify.annotations.NullMarked;
