/**
 * One MQTT connection for each machine, all on two event loops; the only package that imports Netty. What belongs to one
 * machine stays on one loop, so that nothing of it is locked. Nothing that a machine sent is ever logged.
 */
@NullMarked
package org.printfarm.bambu.link;

import org.jspecify.annotations.NullMarked;
