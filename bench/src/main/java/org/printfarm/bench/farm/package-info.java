/** The farm under test: its configuration file, and the process that the launcher starts. */
@NullMarked
package org.printfarm.bench.farm;

import org.jspecify.annotations.NullMarked;
