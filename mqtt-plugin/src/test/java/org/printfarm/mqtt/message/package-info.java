/** Tests of the package of the same name. */
@NullMarked
package org.printfarm.mqtt.message;

import org.jspecify.annotations.NullMarked;
