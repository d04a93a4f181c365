/** When and how often: announcement slots and rate limits. Pure: time comes in as a number, no clock, no thread, no socket. */
@NullMarked
package org.printfarm.ssdp.schedule;

import org.jspecify.annotations.NullMarked;
