/**
 * Names cause and mend of what goes wrong between slicers and printers: functions from the events of one client, or the status
 * of a service, to findings. A client that is served again has no findings. Asks nobody and keeps nothing.
 */
@NullMarked
package org.printfarm.host.doctor;

import org.jspecify.annotations.NullMarked;
