@NullMarked
package org.printfarm.host.text;

import org.jspecify.annotations.NullMarked;
