/**
 * {@code farm.yaml} → {@link org.printfarm.host.config.FarmConfig}: everything the operator wrote, checked, with file, line
 * and column for each mistake. Knows no plugin: a service's settings stay a tree until its factory reads them.
 */
@NullMarked
package org.printfarm.host.config;

import org.jspecify.annotations.NullMarked;
