@NullMarked
package org.printfarm.host.files;

import org.jspecify.annotations.NullMarked;
