/** Makes the archive of classes that a start begins from, in the words of OpenJDK's class-data sharing (CDS). */
@NullMarked
package org.printfarm.host.cds;

import org.jspecify.annotations.NullMarked;
