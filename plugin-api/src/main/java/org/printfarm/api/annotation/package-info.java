/** Marks on the types of this API. Knows no other package of it. */
@NullMarked
package org.printfarm.api.annotation;

import org.jspecify.annotations.NullMarked;
