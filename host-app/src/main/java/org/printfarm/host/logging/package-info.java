/**
 * How the farm logs when the operator named no Logback file: set up in code, because Logback's own way through its XML cost
 * each start 0.1 to 0.2 of 2.0 s of CPU and 5 MB. {@code example-logback.xml} beside these classes says the same in XML, for
 * those who want to start a file of their own from it; a test holds the two together. Knows nothing else of the project.
 */
@NullMarked
package org.printfarm.host.logging;

import org.jspecify.annotations.NullMarked;
