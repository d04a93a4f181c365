/**
 * The sockets: the only package that holds any. One thread, {@code ssdp}, owns all of them and all state; other threads hand
 * it tasks and wait for the result.
 *
 * <p><b>Which sockets.</b> For each printer address one socket bound to {@code address:2021}: it sends that printer's
 * announcements and answers, so that they leave from the printer's own address, and it hears searches sent to that address
 * alone, which Linux gives to the most special socket. For each port one socket bound to {@code 0.0.0.0}, which hears
 * broadcasts; and for each network interface one bound to the group and joined on that interface alone, so that the kernel's
 * limit of 20 memberships for each socket is never met. File descriptors: printer addresses + ports + interfaces + 3.
 *
 * <p><b>Sharing.</b> All are opened with {@code SO_REUSEADDR} and {@code SO_REUSEPORT}. Linux gives a broadcast or multicast
 * datagram to every socket that shares the port, but a unicast datagram to one of several equals only.
 *
 * <p><b>Which way out.</b> A limited broadcast from a socket that is bound to an address leaves on the interface of that
 * address, without a look at the routes (tried with network namespaces and two interfaces). On loopback {@code
 * 127.255.255.255} is used, which reaches every listener of the machine.
 */
@NullMarked
package org.printfarm.ssdp.net;

import org.jspecify.annotations.NullMarked;
