/**
 * What a printer tells about itself, as values: one record per group of fields, and the table of what differs by model.
 *
 * <p>Pure: JDK and plugin API only. A component's name in camel case is the field's name on the wire in snake case; which
 * field stands where is decided by the writer in {@code message}. Source of all fields and idle values: the project's
 * protocol notes, section 4, unless a type says otherwise.
 */
@NullMarked
package org.printfarm.mqtt.model;

import org.jspecify.annotations.NullMarked;
