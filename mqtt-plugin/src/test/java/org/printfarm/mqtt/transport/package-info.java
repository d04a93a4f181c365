/** Tests of the package of the same name. */
@NullMarked
package org.printfarm.mqtt.transport;

import org.jspecify.annotations.NullMarked;
