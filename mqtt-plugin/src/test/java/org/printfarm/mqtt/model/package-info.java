/** Tests of the package of the same name. */
@NullMarked
package org.printfarm.mqtt.model;

import org.jspecify.annotations.NullMarked;
