/** What the operator may set. Pure: nothing is looked up. */
@NullMarked
package org.printfarm.ssdp.settings;

import org.jspecify.annotations.NullMarked;
