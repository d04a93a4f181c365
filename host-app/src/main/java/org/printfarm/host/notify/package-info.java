/**
 * Tells people outside what happened: {@link org.printfarm.host.notify.Notifier} takes what the record of jobs says anew and hands it
 * to each target's own queue. Nothing of the farm ever waits for a target.
 */
@NullMarked
package org.printfarm.host.notify;

import org.jspecify.annotations.NullMarked;
