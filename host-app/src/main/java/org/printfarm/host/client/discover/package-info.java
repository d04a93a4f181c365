/**
 * The slicer's side of discovery: listens for a few seconds and lists every printer on the network, real and virtual. Written
 * against the protocol notes (section 3) and not against the discovery plugin, so that each is a check on the other.
 *
 * <p>{@code DiscoverClient} → {@code AnnouncementReader} → {@code FoundPrinters} → {@code DiscoverReport}. Anybody on the network may send anything: what is shown holds no control characters, and memory is
 * bounded.
 */
@NullMarked
package org.printfarm.host.client.discover;

import org.jspecify.annotations.NullMarked;
