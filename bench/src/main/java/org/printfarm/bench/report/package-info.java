/** Sections, figures to reach, and how they are printed: as text, Markdown and JSON. Pure. */
@NullMarked
package org.printfarm.bench.report;

import org.jspecify.annotations.NullMarked;
