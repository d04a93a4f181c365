/** Tests of the package of the same name. */
@NullMarked
package org.printfarm.mqtt.wire;

import org.jspecify.annotations.NullMarked;
