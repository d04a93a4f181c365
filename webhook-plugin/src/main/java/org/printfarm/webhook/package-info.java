/**
 * A program of the operator's as a machine: it is told of each job by a signed POST, and fetches the file by a link that lives as
 * long as the delivery. A job that waits for a program that is away stays in the farm's queue, which is the outbox.
 */
@NullMarked
package org.printfarm.webhook;

import org.jspecify.annotations.NullMarked;
