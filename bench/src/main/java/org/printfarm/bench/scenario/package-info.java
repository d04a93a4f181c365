/** One class for each group of rows: prepares, measures in rounds taken in turn, and gives a section of the report. */
@NullMarked
package org.printfarm.bench.scenario;

import org.jspecify.annotations.NullMarked;
