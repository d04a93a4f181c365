/** Tests of the package of the same name. */
@NullMarked
package org.printfarm.mqtt.session;

import org.jspecify.annotations.NullMarked;
